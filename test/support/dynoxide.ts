/** A DynamoDB for tests: the one at DYNAMODB_ENDPOINT, or a dynoxide process that lives as long as the test file. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { type AddressInfo, createServer } from 'node:net';
import { createInterface } from 'node:readline';

export interface TestDynamoDb {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** Undefined when this machine has no DynamoDB to test against; says so on the console. */
export async function startTestDynamoDb(): Promise<TestDynamoDb | undefined> {
  const endpoint = process.env.DYNAMODB_ENDPOINT;
  if (endpoint) return { endpoint, stop: async () => {} };
  const binary = findBinary();
  if (binary !== undefined) return startDynoxide(binary);
  console.warn('Skipped: tests against DynamoDB need @dynoxide/linux-x64 (Linux on x64) or DYNAMODB_ENDPOINT.');
  return undefined;
}

function findBinary(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve('@dynoxide/linux-x64/dynoxide');
  } catch {
    return undefined;
  }
}

async function startDynoxide(binary: string): Promise<TestDynamoDb> {
  const port = await freePort();
  const server = spawn(binary, ['--port', String(port)], { stdio: ['ignore', 'ignore', 'pipe'] });
  const exited = once(server, 'exit');
  // Not even a test file that fails before its clean-up leaves a process behind.
  process.once('exit', () => server.kill());
  const stop = async () => {
    server.kill();
    await exited;
  };
  const said: string[] = [];
  for await (const line of createInterface(server.stderr)) {
    said.push(line);
    if (line.includes('listening')) break;
  }
  const endpoint = `http://127.0.0.1:${port}`;
  const answers = await fetch(endpoint).then(
    () => true,
    () => false,
  );
  if (!answers) {
    await stop();
    throw new Error(`dynoxide did not start: ${said.join(' ')}`);
  }
  server.stderr.resume();
  return { endpoint, stop };
}

/** dynoxide takes no port 0: asks the system for a free one and leaves it again. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
