/** Calls operations of the API's document by their samples: as they should be called, or with one thing wrong. */
import { randomUUID } from 'node:crypto';
import type { ListedOperation, Operation } from '../../functions/api-document/document-shape.ts';
import { IDEMPOTENCY_KEY_HEADER } from '../../shared/contracts/api/endpoint.ts';
import type { SampleCall } from './api-samples/sample.ts';
import { sampleOf } from './api-samples/samples.ts';
import type { ApiWorld, SignedIn } from './api-world.ts';

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  /** Without parameters. */
  readonly contentType: string | undefined;
  readonly text: string;
}

/** A sample, put together: sent as often as a test likes. */
export interface PreparedCall {
  readonly listed: ListedOperation;
  readonly sample: SampleCall;
  readonly caller: SignedIn | undefined;
  readonly ifMatch: string | undefined;
}

/** What a test changes of it. `undefined` takes a header away. */
export interface Changes {
  readonly accessToken?: string | undefined;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly rawBody?: string;
}

export const groupsOf = ({ security }: Operation): readonly string[] =>
  security.flatMap(({ accessToken }) => accessToken ?? []);

const refersTo = ({ parameters = [] }: Operation, component: string): boolean =>
  parameters.some((each) => '$ref' in each && each.$ref === `#/components/parameters/${component}`);
export const needsVersion = (operation: Operation): boolean => refersTo(operation, 'IfMatch');
export const needsKey = (operation: Operation): boolean => refersTo(operation, 'IdempotencyKey');

function callerOf({ people }: ApiWorld, operation: Operation): SignedIn | undefined {
  const [group] = groupsOf(operation);
  switch (group) {
    case undefined:
      return undefined;
    case 'partners':
      return people.ada;
    case 'operations':
      return people.operations;
    case 'finance':
      return people.finance;
    default:
      throw new Error(`nobody is in the group ${group}`);
  }
}

export async function prepare(world: ApiWorld, listed: ListedOperation): Promise<PreparedCall> {
  const { operation } = listed;
  const sample = await sampleOf(operation.operationId)(world);
  const caller = sample.caller ?? callerOf(world, operation);
  const call: PreparedCall = { listed, sample, caller, ifMatch: undefined };
  if (!needsVersion(operation)) return call;
  return { ...call, ifMatch: await versionOf(world, call) };
}

async function versionOf({ program: { cloud } }: ApiWorld, call: PreparedCall): Promise<string> {
  const path = call.sample.versionFrom ?? pathOf(call);
  const answer = await fetch(`${cloud.apiUrl}${path}`, {
    headers: { authorization: `Bearer ${call.caller?.accessToken}` },
  });
  const etag = answer.headers.get('etag');
  if (etag === null) throw new Error(`GET ${path} answers ${answer.status} and no ETag: ${await answer.text()}`);
  return etag;
}

function pathOf({ listed: { path, operation }, sample: { params = {} } }: PreparedCall): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`the sample of ${operation.operationId} has no ${name}`);
    return encodeURIComponent(value);
  });
}

/** Until nothing that a call began goes on: mails, messages, executions. */
export async function settled({ program: { cloud } }: ApiWorld): Promise<void> {
  await cloud.idle();
  for (const { executionArn, end } of cloud.executions()) if (!end) await cloud.waitForExecution(executionArn);
  await cloud.idle();
}

export async function send(world: ApiWorld, call: PreparedCall, changes: Changes = {}): Promise<Answered> {
  const { listed, sample, caller, ifMatch } = call;
  const token = 'accessToken' in changes ? changes.accessToken : caller?.accessToken;
  const body =
    changes.rawBody ?? sample.raw?.body ?? (sample.body === undefined ? undefined : JSON.stringify(sample.body));
  const headers: Record<string, string | undefined> = {
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(needsKey(listed.operation) && { [IDEMPOTENCY_KEY_HEADER]: randomUUID() }),
    ...(ifMatch !== undefined && { 'if-match': ifMatch }),
    ...sample.raw?.headers,
    ...changes.headers,
  };
  const query = new URLSearchParams({ ...sample.query, ...changes.query }).toString();
  const answer = await fetch(`${world.program.cloud.apiUrl}${pathOf(call)}${query && `?${query}`}`, {
    method: listed.method,
    headers: Object.entries(headers).filter((each): each is [string, string] => each[1] !== undefined),
    ...(body !== undefined && { body }),
  });
  return {
    status: answer.status,
    headers: answer.headers,
    contentType: answer.headers.get('content-type')?.split(';')[0],
    text: await answer.text(),
  };
}
