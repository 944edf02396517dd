/**
 * The part of the Amazon States Language that the weekly workflow may use: what the local interpreter
 * (aws-local-stepfunctions 3) runs exactly as Step Functions does. Everything else is refused by name, since the
 * interpreter mostly ignores in silence what it does not know. Checked at synthesis and when the embedded cloud starts.
 */
export interface Unsupported {
  /** The state's name, or `(machine)` for the definition around the states. */
  readonly state: string;
  readonly problem: string;
}

/** Thrown with every problem at once, each by its state's name. */
export class UnsupportedWorkflow extends Error {
  override readonly name = 'UnsupportedWorkflow';
  readonly problems: readonly Unsupported[];

  constructor(problems: readonly Unsupported[]) {
    const lines = problems.map(({ state, problem }) => `  ${state}: ${problem}`);
    super(`The state machine leaves the supported subset:\n${lines.join('\n')}`);
    this.problems = problems;
  }
}

export function refuseUnsupported(definition: unknown): void {
  const problems = findUnsupported(definition);
  if (problems.length > 0) throw new UnsupportedWorkflow(problems);
}

/** @param definition the state machine as JSON, its intrinsics resolved: a Task's Resource is a function's ARN. */
export function findUnsupported(definition: unknown): Unsupported[] {
  return inMachine(definition, MACHINE_FIELDS, '(machine)');
}

/** Says what is wrong with a field's value; nothing when it is fine. */
type Check = (value: unknown) => readonly string[];
type Fields = Readonly<Record<string, Check>>;
type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const check =
  (holds: (value: unknown) => boolean, problem: string): Check =>
  (value) =>
    holds(value) ? [] : [`${problem}, not ${JSON.stringify(value)}`];

const anything: Check = () => [];
const text = check((value) => typeof value === 'string', 'must be text');
const jsonPath = check((value) => value === 'JSONPath', 'must be JSONPath: the interpreter ignores JSONata');
// The interpreter hands seconds to a timer of 32 bits of milliseconds; beyond that it fires at once.
const MAX_TIMER_SECONDS = Math.floor((2 ** 31 - 1) / 1_000);
const seconds = check(
  (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MAX_TIMER_SECONDS,
  `must be a whole number of seconds from 1 to ${MAX_TIMER_SECONDS}`,
);

const REFERENCE_PATH = /^\$(\.[A-Za-z_]\w*|\[\d+\])*$/;
const path = check(
  (value) => typeof value === 'string' && REFERENCE_PATH.test(value),
  'must be a plain path such as $.weekEnding',
);
const resultPath = check(
  (value) =>
    value === null ||
    (typeof value === 'string' && value !== '$' && REFERENCE_PATH.test(value) && !value.includes('[')),
  'must be null or a field such as $.settlement (leave it out to replace the state)',
);
const functionArn = check(
  (value) => typeof value === 'string' && /^arn:aws[\w-]*:lambda:[\w-]+:\d{12}:function:[\w-]+$/.test(value),
  "must be a Lambda function's ARN: other integrations, .sync and .waitForTaskToken are not run locally",
);

// Of the context object only what both sides set alike: inside a Map the interpreter overwrites Execution.Input.
const EXECUTION_CONTEXT = ['$$.Execution.Id'];
const MAP_CONTEXT = [...EXECUTION_CONTEXT, '$$.Map.Item.Value', '$$.Map.Item.Index'];

/** A payload template: fields ending in `.$` are paths, everything else stands as it is. */
function template(context: readonly string[]): Check {
  const inTemplate: Check = (value) => {
    if (Array.isArray(value)) return value.flatMap(inTemplate);
    if (typeof value === 'string' && value.startsWith('{%')) return [`has the JSONata expression ${value}`];
    if (!isObject(value)) return [];
    return Object.entries(value).flatMap(([key, inner]) => {
      if (!key.endsWith('.$')) return inTemplate(inner);
      if (typeof inner === 'string' && (REFERENCE_PATH.test(inner) || context.includes(inner))) return [];
      return [
        `has ${key} = ${JSON.stringify(inner)}: use a plain path or ${context.join(', ')}; intrinsic functions lose backslashes locally`,
      ];
    });
  };
  return (value) => (isObject(value) ? inTemplate(value) : ['must be an object']);
}

const rules =
  (allowed: Fields): Check =>
  (value) =>
    Array.isArray(value) ? value.flatMap((rule) => inFields(rule, allowed)) : ['must be a list'];
/** Comparisons by order are left out: the interpreter compares across types where Step Functions does not match. */
const RULE: Fields = {
  Variable: path,
  StringEquals: text,
  NumericEquals: check((value) => typeof value === 'number', 'must be a number'),
  BooleanEquals: check((value) => typeof value === 'boolean', 'must be true or false'),
  IsPresent: check((value) => value === true, 'must be true: the interpreter never matches false; wrap it in Not'),
  And: (value) => rules(RULE)(value),
  Or: (value) => rules(RULE)(value),
  Not: (value) => inFields(value, RULE),
};

const errorNames = check(
  (value) => Array.isArray(value) && value.length > 0 && value.every((name) => typeof name === 'string'),
  'must be a list of error names',
);
const wholeNumber = check((value) => Number.isInteger(value) && Number(value) >= 0, 'must be a whole number from 0');
const RETRIER: Fields = {
  ErrorEquals: errorNames,
  IntervalSeconds: seconds,
  MaxDelaySeconds: seconds,
  MaxAttempts: wholeNumber,
  BackoffRate: check((value) => typeof value === 'number' && value >= 1, 'must be a number from 1'),
  JitterStrategy: check((value) => value === 'FULL' || value === 'NONE', 'must be FULL or NONE'),
};
const CATCHER: Fields = { ErrorEquals: errorNames, Next: text, ResultPath: resultPath };

const ANY_STATE: Fields = { Type: anything, Comment: text, Next: text, End: anything, QueryLanguage: jsonPath };
const PATHS: Fields = { InputPath: path, ResultPath: resultPath, OutputPath: path };
const RECOVERY: Fields = { Retry: rules(RETRIER), Catch: rules(CATCHER) };
const STATES: Readonly<Record<string, Fields>> = {
  Task: {
    ...ANY_STATE,
    ...PATHS,
    ...RECOVERY,
    Resource: functionArn,
    Parameters: template(EXECUTION_CONTEXT),
    ResultSelector: template(EXECUTION_CONTEXT),
    TimeoutSeconds: seconds,
  },
  Map: {
    ...ANY_STATE,
    ...PATHS,
    ...RECOVERY,
    ItemsPath: path,
    ItemSelector: template(MAP_CONTEXT),
    ItemProcessor: anything, // Its states are checked like the machine's own.
    MaxConcurrency: wholeNumber,
  },
  Choice: { ...ANY_STATE, Choices: rules({ ...RULE, Next: text, Comment: text }), Default: text },
  Pass: { ...ANY_STATE, ...PATHS, Parameters: template(EXECUTION_CONTEXT) },
  Wait: { ...ANY_STATE, Seconds: seconds, SecondsPath: path },
  Succeed: ANY_STATE,
  Fail: { ...ANY_STATE, Error: text, Cause: text },
};

const MACHINE_FIELDS: Fields = {
  Comment: text,
  Version: text,
  QueryLanguage: jsonPath,
  StartAt: text,
  States: anything,
  TimeoutSeconds: seconds,
};
const PROCESSOR_FIELDS: Fields = {
  ...MACHINE_FIELDS,
  ProcessorConfig: check(
    (value) => isObject(value) && value.Mode === 'INLINE',
    'must have the mode INLINE: the interpreter runs a Distributed Map as an inline one',
  ),
};

function inFields(value: unknown, allowed: Fields): string[] {
  if (!isObject(value)) return [`${JSON.stringify(value)} must be an object`];
  return Object.entries(value).flatMap(([field, inner]) => {
    const known = Object.hasOwn(allowed, field) ? allowed[field] : undefined;
    if (known === undefined) return [`${field} is not in the supported subset`];
    return known(inner).map((problem) => `${field} ${problem}`);
  });
}

function inMachine(machine: unknown, allowed: Fields, where: string): Unsupported[] {
  const around = inFields(machine, allowed).map((problem) => ({ state: where, problem }));
  if (!isObject(machine)) return around;
  if (!isObject(machine.States)) return [...around, { state: where, problem: 'has no States' }];
  return [...around, ...Object.entries(machine.States).flatMap(([name, state]) => inState(name, state))];
}

function inState(name: string, state: unknown): Unsupported[] {
  const type = isObject(state) ? String(state.Type) : 'none';
  const allowed = Object.hasOwn(STATES, type) ? STATES[type] : undefined;
  const because = (problem: string): Unsupported => ({ state: name, problem });
  if (!isObject(state) || allowed === undefined) {
    return [because(`the type ${type} is not in the supported subset: use ${Object.keys(STATES).join(', ')}`)];
  }
  const problems = inFields(state, allowed).map(because);
  if (type === 'Task' && state.TimeoutSeconds === undefined) {
    problems.push(because('has no TimeoutSeconds: the interpreter would cut it off at 60, Step Functions never'));
  }
  return type === 'Map' ? [...problems, ...inMachine(state.ItemProcessor, PROCESSOR_FIELDS, name)] : problems;
}
