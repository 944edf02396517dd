/** Runs inside a worker thread: loads one function's bundle and handles one invocation at a time, as Lambda's runtime. */
import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import { parentPort, workerData } from 'node:worker_threads';
import { installProgramDate } from './program-date.ts';
import type { ErrorEnvelope, InvocationRequest, WorkerMessage, WorkerStart } from './protocol.ts';
import { installResponseDates } from './response-dates.ts';

type Handler = (event: unknown, context: unknown) => unknown;

const { handlerFile, handlerExport, clock } = workerData as WorkerStart;
const port = parentPort;
if (!port) throw new Error('worker-main.ts runs only as a worker thread');
const say = (message: WorkerMessage) => port.postMessage(message);

// Before anything of the function loads, so that a module that keeps `Date` keeps the program's.
installProgramDate(clock);
installResponseDates();

// Written output comes in order with results this way; the worker's own streams would come later, or never after a kill.
for (const stream of [process.stdout, process.stderr]) {
  stream.write = ((chunk: string | Uint8Array, encoding?: unknown, done?: unknown) => {
    say({ kind: 'output', text: typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8') });
    const callback = typeof encoding === 'function' ? encoding : done;
    if (typeof callback === 'function') callback();
    return true;
  }) as typeof stream.write;
}

// A rejection nobody handles ends a Lambda invocation and its environment.
process.on('unhandledRejection', (reason) => {
  const { errorMessage, trace } = envelope(reason);
  say({
    kind: 'broken',
    error: { errorType: 'Runtime.UnhandledPromiseRejection', errorMessage, ...(trace && { trace }) },
  });
});
process.on('uncaughtException', (error) => say({ kind: 'broken', error: envelope(error) }));

let handler: Promise<Handler> | undefined;

async function load(): Promise<Handler> {
  const module = (await import(pathToFileURL(handlerFile).href)) as Record<string, unknown>;
  // A CommonJS bundle's exports may only be on `default`.
  const exported = module[handlerExport] ?? (module.default as Record<string, unknown> | undefined)?.[handlerExport];
  if (typeof exported !== 'function') throw new HandlerNotFound(`${handlerFile} exports no function ${handlerExport}`);
  return exported as Handler;
}

class HandlerNotFound extends Error {
  override readonly name = 'Runtime.HandlerNotFound';
}

port.on('message', async (request: InvocationRequest) => {
  const { requestId } = request;
  let handle: Handler;
  try {
    handler ??= load();
    handle = await handler;
  } catch (error) {
    say({ kind: 'broken', error: envelope(error) });
    return;
  }
  say({ kind: 'started', requestId });
  const started = performance.now();
  try {
    const result = await handle(JSON.parse(request.eventJson), contextOf(request));
    // A function that returns nothing answers null.
    const payload = JSON.stringify(result) ?? 'null';
    say({ kind: 'returned', requestId, payload, handlerMs: performance.now() - started });
  } catch (error) {
    process.stderr.write(`${runtimeLine(requestId, error)}\n`);
    say({ kind: 'failed', requestId, error: envelope(error) });
  }
});

function contextOf(request: InvocationRequest): Record<string, unknown> {
  const deadline = performance.now() + request.timeoutMs;
  return {
    awsRequestId: request.requestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName: request.functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: request.functionArn,
    memoryLimitInMB: String(request.memoryMb),
    logGroupName: request.logGroup,
    logStreamName: request.logStream,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
  };
}

/** What Lambda's runtime logs of an error that a handler throws, where the log is JSON: the error's own fields are in it. */
function runtimeLine(requestId: string, error: unknown): string {
  const { errorType, errorMessage, trace } = envelope(error);
  const line = { timestamp: new Date().toISOString(), level: 'ERROR', requestId };
  try {
    const message = { errorType, errorMessage, stackTrace: trace, ...(error instanceof Error && error) };
    return JSON.stringify({ ...line, message });
  } catch {
    return JSON.stringify({ ...line, message: inspect(error) });
  }
}

function envelope(error: unknown): ErrorEnvelope {
  if (error instanceof Error) {
    return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') };
  }
  return { errorType: typeof error, errorMessage: String(error), trace: [] };
}
