/** EventBridge on this machine: the template's scheduled rules and what they start. */
import { randomUUID } from 'node:crypto';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { isObject, listAt, numberAt, objectAt, stringAt } from '../json.ts';
import type { LambdaService } from '../lambda/lambda-service.ts';
import type { InvocationOutcome } from '../lambda/protocol.ts';
import type { LocalSqs } from '../sqs.ts';
import type { ExecutionEnd } from '../step-functions/records.ts';
import type { StepFunctions } from '../step-functions/step-functions.ts';
import { ACCOUNT_ID, REGION, type StackResource } from '../template/stack-resources.ts';
import { findOne } from '../template/stack-template.ts';
import { targetInput } from './input-transformer.ts';
import { type NextFiring, nextFiringOf } from './schedule-expression.ts';

export interface Rule {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly schedule: string;
  readonly nextFiring: NextFiring;
  readonly enabled: boolean;
  readonly targets: readonly Readonly<Record<string, unknown>>[];
}

/** What one target of a fired rule was started as. */
export type Fired = { readonly rule: string; readonly scheduledFor: number } & (
  | { readonly kind: 'execution'; readonly executionArn: string; readonly ended: Promise<ExecutionEnd> }
  /** `ended` after the retries of an asynchronous invocation. */
  | { readonly kind: 'function'; readonly functionName: string; readonly ended: Promise<InvocationOutcome> }
  /** The target could not be started: the event went to the target's dead-letter queue, when it has one. */
  | { readonly kind: 'undelivered'; readonly target: string; readonly problem: string }
);

export interface EventBridgeOptions {
  readonly lambda: LambdaService;
  readonly stepFunctions: StepFunctions;
  readonly sqs: LocalSqs;
  /** `AWS::Lambda::EventInvokeConfig`: how often a failed asynchronous invocation is repeated. */
  readonly invokeConfigs: readonly StackResource[];
}

/** Lambda repeats an asynchronous invocation twice when nothing else is said. */
const DEFAULT_ASYNC_RETRIES = 2;

/** @throws Error naming the rule when it listens to events instead of a schedule. */
export function readRule({ logicalId, name, arn, properties }: StackResource): Rule {
  if (properties.EventPattern !== undefined) {
    throw new Error(`${logicalId} has an event pattern: only scheduled rules run on this machine`);
  }
  const schedule = stringAt(properties.ScheduleExpression, `${logicalId}.ScheduleExpression`);
  return {
    logicalId,
    name,
    arn,
    schedule,
    nextFiring: nextFiringOf(schedule),
    enabled: properties.State !== 'DISABLED',
    targets: listAt(properties.Targets, `${logicalId}.Targets`).map((target) =>
      objectAt(target, `${logicalId}.Targets`),
    ),
  };
}

export class EventBridge {
  readonly rules: readonly Rule[];
  readonly #options: EventBridgeOptions;

  constructor(rules: readonly Rule[], options: EventBridgeOptions) {
    this.rules = rules;
    this.#options = options;
  }

  rule(reference: string): Rule {
    return findOne('rule', this.rules, reference);
  }

  /**
   * Fires a rule as if its time had come at `scheduledFor`, whatever the clock says: late, early, or twice. Each
   * firing is a new event, as EventBridge delivers at least once.
   */
  async fire(rule: Rule, scheduledFor: number): Promise<readonly Fired[]> {
    const event = {
      version: '0',
      id: randomUUID(),
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      account: ACCOUNT_ID,
      // EventBridge's times have no milliseconds.
      time: new Date(scheduledFor).toISOString().replace(/\.\d{3}Z$/, 'Z'),
      region: REGION,
      resources: [rule.arn],
      detail: {},
    };
    const fired: Fired[] = [];
    for (const target of rule.targets) fired.push(await this.#deliver(rule, target, event, scheduledFor));
    return fired;
  }

  async #deliver(
    rule: Rule,
    target: Readonly<Record<string, unknown>>,
    event: Readonly<Record<string, unknown>> & { readonly id: string },
    scheduledFor: number,
  ): Promise<Fired> {
    const { lambda, stepFunctions } = this.#options;
    const arn = stringAt(target.Arn, `${rule.logicalId}: a target's Arn`);
    const common = { rule: rule.logicalId, scheduledFor };
    try {
      const input = targetInput(target, event, { ruleArn: rule.arn, ruleName: rule.name });
      if (arn.includes(':states:')) {
        const name = `${event.id}_${randomUUID()}`;
        const { executionArn } = stepFunctions.start(stepFunctions.workflow(arn), input, name);
        return { ...common, kind: 'execution', executionArn, ended: stepFunctions.waitFor(executionArn) };
      }
      const { name: functionName } = lambda.find(arn);
      const ended = this.#invokeAsync(arn, input);
      // It rejects when the cloud stops; nobody need wait for it.
      ended.catch(() => {});
      return { ...common, kind: 'function', functionName, ended };
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      await this.#deadLetter(target.DeadLetterConfig, 'Arn', JSON.stringify(event));
      return { ...common, kind: 'undelivered', target: arn, problem };
    }
  }

  /** An asynchronous invocation: repeated when it fails, at once instead of after minutes, then a dead letter. */
  async #invokeAsync(functionArn: string, input: string): Promise<InvocationOutcome> {
    const { lambda, invokeConfigs } = this.#options;
    const settings = lambda.find(functionArn);
    const config = invokeConfigs.find(({ properties }) => String(properties.FunctionName) === settings.name);
    const retries = numberAt(config?.properties.MaximumRetryAttempts ?? DEFAULT_ASYNC_RETRIES, 'MaximumRetryAttempts');
    let outcome = await lambda.invoke(functionArn, JSON.parse(input));
    for (let retry = 1; outcome.kind === 'failed' && retry <= retries; retry += 1) {
      outcome = await lambda.invoke(functionArn, JSON.parse(input));
    }
    if (outcome.kind === 'failed') {
      await this.#deadLetter({ Arn: settings.deadLetterArn }, 'Arn', input);
      const destinations = config?.properties.DestinationConfig;
      await this.#deadLetter(isObject(destinations) ? destinations.OnFailure : undefined, 'Destination', input);
    }
    return outcome;
  }

  async #deadLetter(config: unknown, key: string, body: string): Promise<void> {
    const arn = isObject(config) ? config[key] : undefined;
    if (typeof arn !== 'string' || !arn.includes(':sqs:')) return;
    const { sqs } = this.#options;
    const QueueUrl = sqs.queueUrl(arn.split(':').pop() ?? '');
    await sqs.client.send(new SendMessageCommand({ QueueUrl, MessageBody: body }));
  }
}
