/** What a started cloud offers its user: look-ups by name, and the handles of its services. */
import type { Cdn } from './cdn/cdn.ts';
import type { ProgramClock } from './clock.ts';
import type { TableSettings } from './dynamodb.ts';
import type { EmbeddedCloud } from './embedded-cloud.ts';
import type { EventSource } from './event-source/event-source.ts';
import type { EventBridge } from './events/event-bridge.ts';
import type { Scheduler } from './events/scheduler.ts';
import type { HttpApi } from './http-api/http-api.ts';
import type { LambdaService } from './lambda/lambda-service.ts';
import { LOCAL_CREDENTIALS } from './local-credentials.ts';
import type { Outbox } from './mail/outbox.ts';
import type { LocalSecrets } from './secrets.ts';
import type { LocalSqs } from './sqs.ts';
import type { StepFunctions } from './step-functions/step-functions.ts';
import type { Tap } from './tap/tap.ts';
import { REGION, type StackResource } from './template/stack-resources.ts';
import { findOne } from './template/stack-template.ts';
import type { UserPoolInfo } from './user-pool/user-pools.ts';

/** The SDK's names of the services that run here. */
export type ServiceName = 'DYNAMODB' | 'SQS' | 'SFN' | 'SECRETS_MANAGER' | 'COGNITO_IDENTITY_PROVIDER' | 'SESV2';

export interface CloudParts {
  readonly clock: ProgramClock;
  readonly lambda: LambdaService;
  readonly stepFunctions: StepFunctions;
  readonly eventBridge: EventBridge;
  readonly scheduler: Scheduler;
  readonly eventSources: readonly EventSource[];
  readonly sqs: LocalSqs;
  readonly secrets: LocalSecrets;
  readonly userPool: UserPoolInfo;
  readonly outbox: Outbox;
  readonly services: Readonly<Record<ServiceName, string>>;
  readonly idle: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly queues: readonly StackResource[];
  readonly tables: readonly TableSettings[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly apis: readonly HttpApi[];
  readonly cdns: readonly Cdn[];
  readonly tap: Tap | undefined;
}

export function runningCloud(parts: CloudParts): EmbeddedCloud {
  const { lambda, stepFunctions, eventBridge, scheduler, eventSources, sqs, secrets, queues, tables, apis, tap } =
    parts;
  const { services } = parts;
  const endpoints = {
    dynamodb: services.DYNAMODB,
    sqs: services.SQS,
    sfn: services.SFN,
    secretsManager: services.SECRETS_MANAGER,
    cognito: services.COGNITO_IDENTITY_PROVIDER,
    ses: services.SESV2,
  };
  const queueName = (queue: string | undefined) => findOne('queue', queues, queue).name;
  return {
    clock: parts.clock,
    apiUrl: apis[0]?.url ?? '',
    portalUrl: parts.cdns[0]?.url ?? '',
    putBesidePortal: (beside) => {
      const [cdn] = parts.cdns;
      if (!cdn) throw new Error('the stack has no distribution: nothing can be put beside it');
      cdn.putBeside(beside);
    },
    endpoints,
    clientSettings: (service) => ({ endpoint: endpoints[service], region: REGION, credentials: LOCAL_CREDENTIALS }),
    userPool: parts.userPool,
    outbox: () => parts.outbox.mails,
    outputs: parts.outputs,
    tableName: (table) => findOne('table', tables, table).name,
    queueUrl: (queue) => sqs.queueUrl(queueName(queue)),
    queueCounts: (queue) => sqs.counts(queueName(queue)),
    secretValue: (secret) => secrets.value(secret),
    putSecretValue: (secret, value) => secrets.put(secret, value),
    stateMachineArn: (stateMachine) => stepFunctions.workflow(stateMachine).arn,

    invoke: (reference, event) => lambda.invoke(reference, event),
    kill: (reference) => lambda.kill(reference),

    startExecution: (input, name) =>
      stepFunctions.start(stepFunctions.workflow(undefined), JSON.stringify(input) ?? '{}', name),
    waitForExecution: (executionArn) => stepFunctions.waitFor(executionArn),
    executions: () => stepFunctions.list(stepFunctions.workflow(undefined).arn),

    rules: () =>
      eventBridge.rules.map((rule) => ({
        logicalId: rule.logicalId,
        name: rule.name,
        schedule: rule.schedule,
        enabled: rule.enabled,
        next: scheduler.next(undefined, ({ logicalId }) => logicalId === rule.logicalId)?.at,
      })),
    fireRule: (rule, at) => eventBridge.fire(eventBridge.rule(rule), at),
    advanceTo: (at, options) => scheduler.advanceTo(at, options),
    idle: parts.idle,

    usage: () => ({
      functions: lambda.usage(),
      eventSources: Object.fromEntries(eventSources.map(({ settings, usage }) => [settings.logicalId, usage])),
      stepFunctions: stepFunctions.usage,
      httpRequests: apis.reduce((sum, { requests }) => sum + requests, 0),
      services: tap?.usage(),
    }),
    resetUsage: () => {
      for (const part of [lambda, stepFunctions, tap, ...eventSources, ...apis]) part?.resetUsage();
    },
    stop: parts.stop,
  };
}
