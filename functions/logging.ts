/**
 * The functions' structured log: one JSON line each, with the request's id. Ids and counts only, nothing personal.
 * Our own, and not Powertools' Logger: that is 21 kB of each function's 150, for what Lambda does by itself since it
 * filters and shows lines that are JSON (logging format JSON, application log level in the template).
 */
import type middy from '@middy/core';
import type { SettlementDependencies } from '../shared/usecases/settlement/dependencies.ts';
import { bareError, withoutPersonal } from './without-personal.ts';

export type LogFields = Readonly<Record<string, unknown>>;
type Level = 'INFO' | 'WARN' | 'ERROR';

const service = process.env.SERVICE_NAME;
let request: { readonly requestId: string; readonly coldStart: boolean } | undefined;
let isColdStart = true;

function write(level: Level, message: string, fields: LogFields = {}): void {
  const line = { level, message, timestamp: new Date().toISOString(), service, ...request, ...fields };
  process.stdout.write(`${JSON.stringify(line, asLogged)}\n`);
}

/** Errors have no fields of their own that JSON would show. */
function asLogged(_: string, value: unknown): unknown {
  if (typeof value === 'string') return withoutPersonal(value);
  if (!(value instanceof Error)) return value;
  const { name, message, stack, cause } = value;
  return { name, message, stack, ...(cause === undefined ? {} : { cause }) };
}

export const logger = {
  /** For libraries that want it: nothing is written at this level. */
  debug: (): void => {},
  info: (message: string, fields?: LogFields): void => write('INFO', message, fields),
  warn: (message: string, fields?: LogFields): void => write('WARN', message, fields),
  error: (message: string, fields?: LogFields): void => write('ERROR', message, fields),
};

/** Marks every line with the request that it was written for. A function handles one at a time. What it throws is logged by Lambda. */
export const logsRequest = (): middy.MiddlewareObj => ({
  before: ({ context }) => {
    request = { requestId: context.awsRequestId, coldStart: isColdStart };
    isColdStart = false;
  },
  onError: (failed) => {
    failed.error = bareError(failed.error);
  },
});

/** Metric filters and alarms look for `alarm: true`. */
export const raiseAlarm: SettlementDependencies['alarm'] = (what, about) =>
  logger.error(what, { alarm: true, ...about });
