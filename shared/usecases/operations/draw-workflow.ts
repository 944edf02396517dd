/** The weekly workflow's states and the ways between them, from its definition: what a drawing of it needs. */

export interface WorkflowState {
  readonly name: string;
  /** Such as `Task` or `Choice`. */
  readonly type: string;
  readonly comment?: string;
  /** The Map whose iterations it belongs to. */
  readonly within?: string;
  readonly transitions: readonly Transition[];
  /** The execution, or the iteration, is over with it. */
  readonly isEnd: boolean;
}

export interface Transition {
  readonly to: string;
  /** When this way is taken, where there are several. */
  readonly when?: string;
}

export interface Workflow {
  readonly startAt: string;
  /** In the definition's order; those of a Map after it. */
  readonly states: readonly WorkflowState[];
}

interface Machine {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

/** The fields of the Amazon States Language that a drawing looks at. */
interface State {
  readonly Type: string;
  readonly Comment?: string;
  readonly Next?: string;
  readonly End?: boolean;
  readonly Default?: string;
  readonly Choices?: readonly (Readonly<Record<string, unknown>> & { readonly Next: string })[];
  readonly Catch?: readonly { readonly ErrorEquals: readonly string[]; readonly Next: string }[];
  readonly ItemProcessor?: Machine;
}

/** @param definition Amazon States Language as JSON. */
export function drawWorkflow(definition: string): Workflow {
  const machine = JSON.parse(definition) as Machine;
  return { startAt: machine.StartAt, states: statesOf(machine, undefined) };
}

const statesOf = ({ States }: Machine, within: string | undefined): WorkflowState[] =>
  Object.entries(States).flatMap(([name, state]) => [
    {
      name,
      type: state.Type,
      ...(state.Comment !== undefined && { comment: state.Comment }),
      ...(within !== undefined && { within }),
      transitions: transitionsOf(state),
      isEnd: state.End === true || state.Type === 'Succeed' || state.Type === 'Fail',
    },
    ...(state.ItemProcessor ? statesOf(state.ItemProcessor, name) : []),
  ]);

const transitionsOf = ({ Next, Choices = [], Default, Catch = [] }: State): Transition[] => [
  ...(Next === undefined ? [] : [{ to: Next }]),
  ...Choices.map(({ Next: to, Comment: _, ...rule }) => ({ to, when: ruleText(rule) })),
  ...(Default === undefined ? [] : [{ to: Default, when: 'otherwise' }]),
  ...Catch.map(({ ErrorEquals, Next: to }) => ({ to, when: `failed: ${ErrorEquals.join(', ')}` })),
];

/** The workflow compares texts; any other rule stands as it is. */
const ruleText = ({ Variable, StringEquals, ...others }: Readonly<Record<string, unknown>>): string =>
  typeof Variable === 'string' && typeof StringEquals === 'string' && Object.keys(others).length === 0
    ? `${Variable} is ${StringEquals}`
    : JSON.stringify({ Variable, StringEquals, ...others });
