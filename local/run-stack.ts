/** Starts the services of one stack in the order in which they need each other. */
import { join } from 'node:path';
import { Activity } from './activity.ts';
import { Cdn } from './cdn/cdn.ts';
import { connectCdns } from './cdn/connect-cdns.ts';
import type { ClockState } from './clock.ts';
import { createTables, startDynamoDb, tableSettings } from './dynamodb.ts';
import type { Closer, EmbeddedCloud, EmbeddedCloudOptions } from './embedded-cloud.ts';
import { EventSource } from './event-source/event-source.ts';
import { eventSourceSettings } from './event-source/settings.ts';
import { EventBridge, readRule } from './events/event-bridge.ts';
import { Scheduler } from './events/scheduler.ts';
import { HttpApi } from './http-api/http-api.ts';
import { routesOf } from './http-api/routes.ts';
import { JsonServer } from './json-protocol.ts';
import { functionSettings } from './lambda/function-settings.ts';
import { LambdaService } from './lambda/lambda-service.ts';
import { Outbox } from './mail/outbox.ts';
import { LocalSes } from './mail/ses.ts';
import { passTimeUntil, untilIdle } from './program-time.ts';
import { runningCloud } from './running-cloud.ts';
import { localSecrets } from './secrets.ts';
import { type LocalSqs, startSqs } from './sqs.ts';
import { openStateDirectory, type StateDirectory } from './state-directory.ts';
import { operations } from './step-functions/api.ts';
import { StepFunctions } from './step-functions/step-functions.ts';
import { workflow } from './step-functions/workflow.ts';
import { Tap } from './tap/tap.ts';
import { readAssets } from './template/assets.ts';
import { programFunctions } from './template/program-functions.ts';
import { REGION, type StackResources, stackResources } from './template/stack-resources.ts';
import { readStackTemplate, type StackTemplate } from './template/stack-template.ts';
import { refuseUnsupportedTypes } from './template/supported-types.ts';
import { type LocalUserPools, localUserPools } from './user-pool/user-pools.ts';

type OnStop = (closer: Closer) => void;

const CLOCK = 'clock.json';
const DEFAULT_MAX_WORKERS = 4;

export async function runStack(
  options: EmbeddedCloudOptions,
  onStop: OnStop,
  stop: () => Promise<void>,
): Promise<EmbeddedCloud> {
  const { clock } = options;
  const onProblem = options.onProblem ?? ((problem: string) => process.stderr.write(`embedded cloud: ${problem}\n`));
  const template = readStackTemplate(options.templateFile);
  refuseUnsupportedTypes(template);
  const assets = readAssets(options.assemblyDir, template.stackName);
  const state = openState(options, onStop);

  // Addresses come first: what functions find in their environment is made of them.
  const servers = await listen(template, options.httpPort ?? 0, state, onStop);
  const { dynamodb, sqs } = servers;
  const services = {
    DYNAMODB: dynamodb.endpoint,
    SQS: sqs.endpoint,
    SFN: servers.sfn.endpoint,
    SECRETS_MANAGER: servers.secretsManager.endpoint,
    COGNITO_IDENTITY_PROVIDER: servers.cognito.endpoint,
    SESV2: servers.ses.endpoint,
  };
  const tap =
    options.faults &&
    (await Tap.start({
      hooks: options.faults,
      services,
      caller: (workerId) => lambda.caller(workerId),
      kill: (workerId) => lambda.killWorker(workerId),
    }));
  onStop(() => tap?.stop());
  const endpoints = { ...services, ...tap?.endpoints };
  const apiUrls = new Map([...servers.apis].map(([logicalId, { url }]) => [logicalId, url]));
  const sites = new Map([...servers.cdns].map(([logicalId, { url }]) => [logicalId, url]));
  const addresses = { sqs: endpoints.SQS, apis: apiUrls, sites };
  const stack = stackResources(template, options.parameters ?? {}, addresses);

  const activity = new Activity();
  const lambda = new LambdaService(
    programFunctions(template, stack).map((resource) => functionSettings(resource, assets)),
    {
      clock,
      activity,
      region: REGION,
      endpoints,
      maxWorkers: options.maxWorkersPerFunction ?? DEFAULT_MAX_WORKERS,
      onLog: options.onLog,
      onReturn: options.onReturn,
      compiledDir: join(options.assemblyDir, '.compiled'),
      ...(tap && { adaptEnvironment: (environment, { id }) => tap.adaptEnvironment(environment, id) }),
    },
  );
  const queues = stack.ofType('AWS::SQS::Queue');
  const tables = stack.ofType('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable').map(tableSettings);
  const secrets = localSecrets(stack.ofType('AWS::SecretsManager::Secret'), options.secrets ?? {}, state);
  servers.secretsManager.answer(secrets.operations);
  const outbox = new Outbox(() => clock.now(), state);
  servers.ses.deliverTo(outbox);
  const userPools = await localUserPools(stack, outbox, state, lambda);
  servers.cognito.answer(userPools.operations);
  await Promise.all([sqs.createQueues(queues), createTables(dynamodb.endpoint, tables)]);

  const eventSources = stack
    .ofType('AWS::Lambda::EventSourceMapping')
    .filter(({ properties }) => properties.Enabled !== false)
    .map((resource) => eventSourceSettings(resource, queues))
    .map(
      (settings) =>
        new EventSource(settings, { sqs, lambda, clock, activity, retryDelayMs: options.retryDelayMs, onProblem }),
    );
  const idle = () => untilIdle(activity, eventSources);
  const passTime = (at: number, signal?: AbortSignal) => passTimeUntil(at, clock, idle, signal);

  const stepFunctions = new StepFunctions(stack.ofType('AWS::StepFunctions::StateMachine').map(workflow), {
    clock,
    lambda,
    state,
    // On a running clock a Wait waits, unless somebody moves the clock.
    passTimeUntil: (at, signal) => (clock.mode === 'manual' ? passTime(at, signal) : clock.waitUntil(at, signal)),
  });
  servers.sfn.answer(operations(stepFunctions));
  const eventBridge = new EventBridge(stack.ofType('AWS::Events::Rule').map(readRule), {
    lambda,
    stepFunctions,
    sqs,
    invokeConfigs: stack.ofType('AWS::Lambda::EventInvokeConfig'),
  });
  const onFired = options.onFired ?? (() => {});
  const scheduler = new Scheduler({ clock, eventBridge, state, passTimeUntil: passTime, onFired, onProblem });
  connectApis(stack, servers.apis, lambda, userPools);
  connectCdns(stack, servers.cdns, { assets, userPool: endpoints.COGNITO_IDENTITY_PROVIDER, onProblem });

  // Killed functions end their batches, and with them the event sources that wait for them.
  onStop(() => Promise.all([lambda.stop(), ...eventSources.map((source) => source.stop())]));
  onStop(() => stepFunctions.stop());
  onStop(() => scheduler.stop());
  for (const source of eventSources) source.start();
  scheduler.start();
  return runningCloud({
    clock,
    lambda,
    stepFunctions,
    eventBridge,
    scheduler,
    eventSources,
    sqs,
    secrets,
    userPool: userPools.info,
    outbox,
    services,
    idle,
    stop,
    queues,
    tables,
    outputs: stack.outputs(),
    apis: [...servers.apis.values()],
    cdns: [...servers.cdns.values()],
    tap,
  });
}

function openState({ stateDir, clock }: EmbeddedCloudOptions, onStop: OnStop): StateDirectory | undefined {
  if (stateDir === undefined) return undefined;
  const state = openStateDirectory(stateDir);
  onStop(() => state.release());
  const kept = state.read(CLOCK);
  if (kept) clock.restore(kept as ClockState);
  const keepClock = () => state.write(CLOCK, clock.state());
  keepClock();
  onStop(clock.onMove(keepClock));
  onStop(keepClock);
  return state;
}

interface Servers {
  readonly dynamodb: { readonly endpoint: string };
  readonly sqs: LocalSqs;
  readonly sfn: JsonServer;
  readonly secretsManager: JsonServer;
  readonly cognito: JsonServer;
  readonly ses: LocalSes;
  readonly apis: ReadonlyMap<string, HttpApi>;
  readonly cdns: ReadonlyMap<string, Cdn>;
}

async function listen(
  template: StackTemplate,
  httpPort: number,
  state: StateDirectory | undefined,
  onStop: OnStop,
): Promise<Servers> {
  const kept = async <T extends { stop(): unknown }>(starting: Promise<T>): Promise<T> => {
    const started = await starting;
    onStop(() => started.stop());
    return started;
  };
  const idsOf = (wanted: string) =>
    [...template.resources.values()].filter(({ type }) => type === wanted).map(({ logicalId }) => logicalId);
  const siteIds = idsOf('AWS::CloudFront::Distribution');
  // What people open gets the port that they asked for.
  const portOf = (index: number, isOpened: boolean) => (index === 0 && isOpened ? httpPort : 0);
  // All are waited for, also when one fails: what was started must be known to be stopped.
  const starting = [
    kept(startDynamoDb(state?.path('dynamodb.sqlite'))),
    kept(startSqs(state?.path('sqs'))),
    kept(JsonServer.listen('1.0')),
    kept(JsonServer.listen('1.1')),
    kept(JsonServer.listen('1.1', { forBrowsers: true })),
    kept(LocalSes.listen()),
    Promise.all(
      idsOf('AWS::ApiGatewayV2::Api').map((logicalId, index) =>
        kept(HttpApi.listen(portOf(index, siteIds.length === 0))).then((api) => [logicalId, api] as const),
      ),
    ),
    Promise.all(
      siteIds.map((logicalId, index) => kept(Cdn.listen(portOf(index, true))).then((cdn) => [logicalId, cdn] as const)),
    ),
  ] as const;
  await Promise.allSettled(starting);
  const [dynamodb, sqs, sfn, secretsManager, cognito, ses, apis, cdns] = await Promise.all(starting);
  return { dynamodb, sqs, sfn, secretsManager, cognito, ses, apis: new Map(apis), cdns: new Map(cdns) };
}

function connectApis(
  stack: StackResources,
  apis: ReadonlyMap<string, HttpApi>,
  lambda: LambdaService,
  { keySets }: LocalUserPools,
): void {
  const sources = {
    routes: stack.ofType('AWS::ApiGatewayV2::Route'),
    integrations: stack.ofType('AWS::ApiGatewayV2::Integration'),
    authorizers: stack.ofType('AWS::ApiGatewayV2::Authorizer'),
    keySets,
  };
  for (const api of stack.ofType('AWS::ApiGatewayV2::Api')) {
    const connected = { apiId: api.name, routes: routesOf(api, sources), lambda };
    apis.get(api.logicalId)?.connect(connected);
  }
}
