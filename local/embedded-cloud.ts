/** What an embedded cloud is given and what it offers: the handles of a synthesized stack that runs on this machine. */
import type { BesidePortal } from './cdn/cdn.ts';
import type { ProgramClock } from './clock.ts';
import type { EventSourceUsage } from './event-source/event-source.ts';
import type { Fired } from './events/event-bridge.ts';
import type { AdvanceOptions } from './events/scheduler.ts';
import type { FunctionLog, FunctionReturn, FunctionUsage } from './lambda/lambda-service.ts';
import type { InvocationOutcome } from './lambda/protocol.ts';
import type { Mail } from './mail/outbox.ts';
import type { QueueCounts } from './sqs.ts';
import type { ExecutionEnd, ExecutionRecord } from './step-functions/records.ts';
import type { StepFunctionsUsage } from './step-functions/step-functions.ts';
import type { FaultHooks, RequestUsage } from './tap.ts';
import type { UserPoolInfo } from './user-pool/user-pools.ts';

export interface EmbeddedCloudOptions {
  /** `cdk.out/<Stack>.template.json` */
  readonly templateFile: string;
  /** The directory with the asset manifest and the assets, `cdk.out`. */
  readonly assemblyDir: string;
  readonly clock: ProgramClock;
  /** CloudFormation parameters. @default the template's own defaults */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Secret values by logical id or name. @default kept from the last start, or generated as the template says */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Keeps tables, queues, executions, secrets, users, mails and the clock between starts. @default everything is in memory */
  readonly stateDir?: string;
  /** Port of the portal; of the HTTP API where the stack has no distribution. @default any free one */
  readonly httpPort?: number;
  /** How many workers a function may have at once. @default 4 */
  readonly maxWorkersPerFunction?: number;
  /**
   * After how many wall-clock ms a failed message may be received again.
   * @default the queue's visibility time-out in program time: on a standing clock, when the clock moves past it
   */
  readonly retryDelayMs?: number;
  /** What functions write to standard output and error, line by line. */
  readonly onLog?: (log: FunctionLog) => void;
  /** Every invocation that returned, with its handler's time. */
  readonly onReturn?: (returned: FunctionReturn) => void;
  /** Rules that fired by themselves, on a running clock. */
  readonly onFired?: (fired: Fired) => void;
  /** Trouble of the embedded cloud itself, for people to read. @default standard error */
  readonly onProblem?: (problem: string) => void;
  /** Puts a tap in front of the services, for tests that break things and for counting requests. `{}` only counts. */
  readonly faults?: FaultHooks;
}

export interface ClientSettings {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

export interface RuleInfo {
  readonly logicalId: string;
  readonly name: string;
  readonly schedule: string;
  readonly enabled: boolean;
  /** The first firing after the last one that happened, in ms since 1970. */
  readonly next: number | undefined;
}

/** Everything since the start or the last `resetUsage`. */
export interface CloudUsage {
  readonly functions: Readonly<Record<string, FunctionUsage>>;
  readonly eventSources: Readonly<Record<string, EventSourceUsage>>;
  readonly stepFunctions: StepFunctionsUsage;
  readonly httpRequests: number;
  /** What functions sent to services. Only with `faults`. */
  readonly services: RequestUsage | undefined;
}

/** Resources go by logical id (with or without CDK's hash) or name; the only one of its kind needs neither. */
export interface EmbeddedCloud {
  readonly clock: ProgramClock;
  /** The HTTP API's address, without a slash at the end; empty when the stack has none. */
  readonly apiUrl: string;
  /** The address that people use: portal and API, by the stack's distribution. Empty when the stack has none. */
  readonly portalUrl: string;
  /** Puts something beside the portal that is on this machine only. @throws Error when the stack has no distribution. */
  putBesidePortal(beside: BesidePortal): void;
  readonly endpoints: {
    readonly dynamodb: string;
    readonly sqs: string;
    readonly sfn: string;
    readonly secretsManager: string;
    /** Answers nothing when the stack has no user pool. */
    readonly cognito: string;
    readonly ses: string;
  };
  /** The stack's user pool. */
  readonly userPool: UserPoolInfo;
  /** Every mail that functions and the user pool sent, the oldest first. */
  outbox(): readonly Mail[];
  /** For the SDK clients of tests and programs: their requests pass no tap. */
  clientSettings(service: keyof EmbeddedCloud['endpoints']): ClientSettings;
  readonly outputs: Readonly<Record<string, string>>;
  tableName(table?: string): string;
  queueUrl(queue?: string): string;
  queueCounts(queue?: string): QueueCounts;
  secretValue(secret?: string): string;
  /** Rotates a secret: functions find the new value once they ask again. */
  putSecretValue(secret: string, value: string): void;
  stateMachineArn(stateMachine?: string): string;

  invoke(functionReference: string, event: unknown): Promise<InvocationOutcome>;
  /** Terminates every busy worker of a function, wherever its code is. */
  kill(functionReference: string): void;

  /** Starts the only state machine. @throws ServiceError as StartExecution answers it. */
  startExecution(input: unknown, name?: string): ExecutionRecord;
  waitForExecution(executionArn: string): Promise<ExecutionEnd>;
  /** Of the only state machine, newest first. */
  executions(): readonly ExecutionRecord[];

  rules(): readonly RuleInfo[];
  /** Fires a rule as if it were due at the instant, whatever the clock says; twice is allowed. */
  fireRule(rule: string, at: number): Promise<readonly Fired[]>;
  /** Moves program time on, fires each due rule in order, and lets what it started end before time goes on. */
  advanceTo(at: number, options?: AdvanceOptions): Promise<void>;
  /** Resolves when no function runs and no mapped queue holds a message that could be handed out now. */
  idle(): Promise<void>;

  usage(): CloudUsage;
  resetUsage(): void;
  /** Ends workers and services. Executions that run are aborted. */
  stop(): Promise<void>;
}

/** Ends one of its services. */
export type Closer = () => unknown;
