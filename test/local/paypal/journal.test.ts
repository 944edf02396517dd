/** The local PayPal's memory: what was answered survives being killed, and what was not answered is as if never sent. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type LocalPayPal, startLocalPayPal } from '../../../local/paypal/local-paypal.ts';
import { batchOf, CREDENTIALS, call, PayoutsClient, payout } from './payouts-client.ts';

const DAY_MS = 86_400_000;
const NOW = Date.parse('2026-11-20T17:00:00Z');

let folder: string;
let stateFile: string;
const running: LocalPayPal[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'local-paypal-'));
  stateFile = join(folder, 'paypal.jsonl');
});

afterEach(async () => {
  for (const paypal of running.splice(0)) await paypal.close();
  rmSync(folder, { recursive: true });
});

async function open(now = NOW): Promise<LocalPayPal> {
  const paypal = await startLocalPayPal({ ...CREDENTIALS, clock: () => now, stateFile, balanceCents: 1_000_00 });
  running.push(paypal);
  return paypal;
}

async function close(paypal: LocalPayPal): Promise<void> {
  running.splice(running.indexOf(paypal), 1);
  await paypal.close();
}

it('comes back as it was', async () => {
  const first = await open();
  first.setOutcome('ada@mail.example', 'UNCLAIMED');
  first.setOutcome('bo@mail.example', 'FAILED');
  first.setBatchOutcome('S2', 'DENIED');
  const client = await PayoutsClient.at(first.url);
  await client.create(batchOf('S1', payout('ada@mail.example'), payout('bo@mail.example'), payout('cy@mail.example')));
  first.moveItem(first.transfers()[2]?.payoutItemId ?? '', 'REVERSED');
  first.setBalance(777_00);
  const before = { transfers: first.transfers(), batches: first.batches(), balance: first.balanceCents() };
  await close(first);

  const second = await open();
  expect({ transfers: second.transfers(), batches: second.batches(), balance: second.balanceCents() }).toEqual(before);
  const again = await PayoutsClient.at(second.url);
  expect((await again.create(batchOf('S1', payout('ada@mail.example')))).status).toBe(400);
  await again.create(batchOf('S2', payout('cy@mail.example')));
  expect(second.transfers().map(({ status }) => status)).toEqual(['UNCLAIMED', 'FAILED', 'REVERSED', 'DENIED']);
  expect(new Set(second.transfers().map(({ payoutItemId }) => payoutItemId)).size).toBe(4);
  await close(second);

  const third = await open(NOW + 30 * DAY_MS);
  expect(third.transfers()[0]).toMatchObject({ status: 'RETURNED', settledAt: NOW + 30 * DAY_MS });
});

it('loses nothing it answered when it is killed', async () => {
  const child: ChildProcess = spawn(
    process.execPath,
    [fileURLToPath(new URL('./paypal-process.ts', import.meta.url)), stateFile],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const [line] = await once(child.stdout as NonNullable<ChildProcess['stdout']>, 'data');
  const url = String(line).trim();
  const client = await PayoutsClient.at(url);
  const answers = await Promise.all(
    ['S1', 'S2', 'S3'].map((id) => client.create(batchOf(id, payout('ada@mail.example')))),
  );
  await call(url, '/_local/outcomes', 'POST', { receiver: 'ada@mail.example', status: 'FAILED' });
  child.kill('SIGKILL');
  await once(child, 'exit');

  const paypal = await open();
  expect(paypal.batches().map(({ payoutBatchId }) => payoutBatchId)).toEqual(
    answers.map(({ body }) => body.batch_header.payout_batch_id),
  );
  const again = await PayoutsClient.at(paypal.url);
  expect((await again.create(batchOf('S2', payout('ada@mail.example')))).body.name).toBe('USER_BUSINESS_ERROR');
  await again.create(batchOf('S4', payout('ada@mail.example')));
  expect(paypal.transfers().map(({ status }) => status)).toEqual(['SUCCESS', 'SUCCESS', 'SUCCESS', 'FAILED']);
});

it('forgets a batch whose line was cut off: nobody was told of it', async () => {
  const first = await open();
  const client = await PayoutsClient.at(first.url);
  await client.create(batchOf('S1', payout('ada@mail.example')));
  const whole = readFileSync(stateFile, 'utf8');
  await client.create(batchOf('S2', payout('ada@mail.example', { note: 'x'.repeat(500) })));
  await close(first);
  truncateSync(stateFile, whole.length + 300);

  const second = await open();
  expect(second.batches().map(({ senderBatchId }) => senderBatchId)).toEqual(['S1']);
  await (await PayoutsClient.at(second.url)).create(batchOf('S2', payout('ada@mail.example')));
  await close(second);
  expect((await open()).batches().map(({ senderBatchId }) => senderBatchId)).toEqual(['S1', 'S2']);
});

it('names the line that it cannot read', async () => {
  await close(await open());
  appendFileSync(stateFile, 'garbage\n{"kind":"balance-set","balanceCents":1}\n');
  await expect(open()).rejects.toThrow(`${stateFile}, line 2: not a line of the local PayPal's journal`);
  writeFileSync(stateFile, '');
});
