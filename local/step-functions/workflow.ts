/** A state machine of the template, made ready for the interpreter: Waits become tasks, so that program time can pass. */
import { StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions';
import { refuseUnsupported } from '../../shared/contracts/workflow-subset.ts';
import { isObject, objectAt, stringAt } from '../json.ts';
import type { StackResource } from '../template/stack-resources.ts';

export interface Workflow {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  /** As deployed, for DescribeStateMachine. */
  readonly definition: string;
  readonly timeoutMs: number | undefined;
  /** All states, those inside Maps too. Names are unique. */
  readonly states: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  readonly machine: StateMachine;
}

/** A Wait as the interpreter sees it. */
export interface WaitTask {
  readonly seconds: unknown;
  readonly input: unknown;
}

type State = Record<string, unknown>;

/** @throws Error with the state's name when the definition uses what does not run here as it does in the cloud. */
export function workflow(resource: StackResource): Workflow {
  const { logicalId, name, arn, properties } = resource;
  const type = properties.StateMachineType ?? 'STANDARD';
  if (type !== 'STANDARD') throw new Error(`${logicalId} is ${String(type)}: only Standard workflows run here`);
  const text = definitionText(resource);
  const definition = objectAt(JSON.parse(text), `${logicalId}: its definition`);
  refuseUnsupported(definition);

  const states = new Map<string, State>();
  collect(definition, states, logicalId);
  const { TimeoutSeconds, ...runnable } = rewritten(definition);
  // Checked as it was written; what runs has tasks that no cloud knows.
  new StateMachine(definition as unknown as StateMachineDefinition);
  return {
    logicalId,
    name,
    arn,
    roleArn: stringAt(properties.RoleArn ?? '', `${logicalId}.RoleArn`),
    definition: text,
    timeoutMs: typeof TimeoutSeconds === 'number' ? TimeoutSeconds * 1000 : undefined,
    states,
    machine: new StateMachine(runnable as unknown as StateMachineDefinition, {
      validationOptions: { noValidate: true },
    }),
  };
}

function definitionText({ logicalId, properties }: StackResource): string {
  const { DefinitionString, Definition, DefinitionSubstitutions } = properties;
  const text = isObject(Definition)
    ? JSON.stringify(Definition)
    : stringAt(DefinitionString, `${logicalId}.DefinitionString (others are not read here)`);
  const values = isObject(DefinitionSubstitutions) ? DefinitionSubstitutions : {};
  return text.replace(/\$\{([A-Za-z0-9]+)\}/g, (whole, key: string) => (key in values ? String(values[key]) : whole));
}

function collect(machine: Record<string, unknown>, into: Map<string, State>, logicalId: string): void {
  for (const [name, value] of Object.entries(objectAt(machine.States, `${logicalId}: States`))) {
    // Tasks are connected to their functions by their state's name.
    if (into.has(name))
      throw new Error(`${logicalId} has two states called ${name}: names must be unique, in Maps too`);
    const state = objectAt(value, name);
    into.set(name, state);
    if (isObject(state.ItemProcessor)) collect(state.ItemProcessor, into, logicalId);
  }
}

/** The interpreter's own Wait can only sleep. As a task it hands its seconds and input to `execution.ts`. */
function rewritten(machine: Record<string, unknown>): Record<string, unknown> {
  const states = Object.entries(objectAt(machine.States, 'States')).map(([name, value]) => {
    const state = objectAt(value, name);
    if (isObject(state.ItemProcessor)) return [name, { ...state, ItemProcessor: rewritten(state.ItemProcessor) }];
    if (state.Type !== 'Wait') return [name, state];
    const { Seconds, SecondsPath, ...rest } = state;
    const seconds = SecondsPath === undefined ? { seconds: Seconds } : { 'seconds.$': SecondsPath };
    const parameters = { ...seconds, 'input.$': '$' };
    return [
      name,
      { ...rest, Type: 'Task', Resource: 'wait', Parameters: parameters, TimeoutSeconds: MAX_TIMER_SECONDS },
    ];
  });
  return { ...machine, States: Object.fromEntries(states) };
}

/** The interpreter times tasks with setTimeout, which holds 31 bits of milliseconds. */
const MAX_TIMER_SECONDS = 2_000_000;
