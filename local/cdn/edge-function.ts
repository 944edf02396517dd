/** A CloudFront function on this machine: the template's own script, run anew for each request and with nothing in reach. */
import { Script } from 'node:vm';
import { isObject, objectAt, stringAt } from '../json.ts';
import type { StackResource } from '../template/stack-resources.ts';
import { refuseOthers } from './refuse-others.ts';

export interface EdgeRequest {
  readonly method: string;
  readonly uri: string;
}

/** Gives the path that is fetched. @throws Error when the function answers by itself, or fails. */
export type EdgeFunction = (request: EdgeRequest) => string;

/** Only against a script that never ends: CloudFront's own limit is under a millisecond of work, and this machine may be busy. */
const TIME_LIMIT_MS = 1_000;

/** @throws Error naming the function when it is written for something else than CloudFront's second runtime. */
export function edgeFunction({ logicalId, properties }: StackResource): EdgeFunction {
  const config = objectAt(properties.FunctionConfig, `${logicalId}.FunctionConfig`);
  refuseOthers(config, ['Comment', 'Runtime'], `${logicalId}.FunctionConfig`);
  if (config.Runtime !== 'cloudfront-js-2.0') {
    throw new Error(`${logicalId} runs on ${String(config.Runtime)}: only cloudfront-js-2.0 runs here`);
  }
  const code = stringAt(properties.FunctionCode, `${logicalId}.FunctionCode`);
  const script = new Script(`${code}\n;handler(event)`, { filename: logicalId });
  return ({ method, uri }) => {
    const request = { method, uri, querystring: {}, headers: {}, cookies: {} };
    const event = { version: '1.0', context: { eventType: 'viewer-request' }, viewer: {}, request };
    const answer: unknown = script.runInNewContext({ event }, { timeout: TIME_LIMIT_MS });
    if (isObject(answer) && typeof answer.uri === 'string' && answer.uri.startsWith('/')) return answer.uri;
    throw new Error(`${logicalId} gives back no request: answers of a function's own do not run here`);
  };
}
