/** PayPal is out of reach in the middle of a Friday: for a day, for want of a secret, for want of a token. Tests go from Friday to Friday. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { OPERATIONS } from '../../local/paypal/faults.ts';
import { alarmIsTrue } from '../support/embedded-alarms.ts';
import { expectClosed, transfersOf } from '../support/embedded-audit.ts';
import { lastEnd } from '../support/embedded-executions.ts';
import { Owed } from '../support/embedded-owed.ts';
import { type EmbeddedProgram, startProgram } from '../support/embedded-program.ts';
import { setProgram } from '../support/embedded-settings.ts';
import { BEGIN, earners, fridayOf, partnersOfGroup, ruleTimeOf, weekOf } from '../support/embedded-weeks.ts';

const GROUPS = 4;
const DAY_MS = 86_400_000;
const partners = [0, 1, 2, 3].flatMap((group) => partnersOfGroup(group, GROUPS, 1));
const owed = new Owed(partners);
const refusals: string[] = [];
let program: EmbeddedProgram;

beforeAll(async () => {
  program = await startProgram(BEGIN, {
    onLog: ({ line }) => {
      if (line.includes('PayPal refused a batch')) refusals.push(line);
    },
  });
  await setProgram(program.table, { bucketGroups: GROUPS, settleWithinHours: 2 });
  await program.tell(...earners(partners, 3));
});
beforeEach(() => {
  owed.earn();
  refusals.length = 0;
});
afterEach(() => program?.paypal.clearFaults());
afterAll(() => program?.stop());

const batchesOf = (week: number) =>
  program.paypal.batches().filter(({ senderBatchId }) => senderBatchId.includes(weekOf(week)));

it('an outage of a day, right after it took a first batch: all is paid once it is back, nothing twice', async () => {
  const back = ruleTimeOf(1) + DAY_MS;
  program.paypal.orderFault({ effect: 'reset', stage: 'after', senderBatchId: `payout-${weekOf(1)}-g00-0001-1` });
  for (const on of OPERATIONS) {
    // Whoever is to reach it that once needs a token.
    const when = () => program.clock.now() < back && (on !== 'token' || batchesOf(1).length > 0);
    program.paypal.orderFault({ effect: 'unavailable', stage: 'before', on, times: 1_000_000, when });
  }
  await program.friday(fridayOf(1));
  // The run does not wait for ever: it closes with all in flight, and the daily look goes on.
  expect((await lastEnd(program.cloud)).output).toMatchObject({
    settlement: { outcome: 'deadline', openBatches: GROUPS, parkedBatches: 0 },
  });
  expect(batchesOf(1)).toHaveLength(1);
  await expectClosed(program, 1);
  expect(new Set((await program.results(weekOf(1)))?.payouts.map(({ state }) => state))).toEqual(new Set(['planned']));

  await program.cloud.advanceTo(back, { only: ({ logicalId }) => logicalId.startsWith('Daily') });
  expect(batchesOf(1)).toHaveLength(1);
  // Each message was given up after five receives: somebody was called meanwhile.
  expect(alarmIsTrue(program.cloud, 'PayoutQueueDeadLetters')).toBe(true);
  const asked = program.paypal.calls().create;
  // Two mornings: one sends what is open, the next one sees it paid.
  await program.cloud.advanceTo(back + 2 * DAY_MS, { only: ({ logicalId }) => logicalId.startsWith('Daily') });
  expect(program.paypal.calls().create).toBeGreaterThan(asked);
  expect(batchesOf(1)).toHaveLength(GROUPS);
  expect(transfersOf(program, 1)).toEqual(owed.pay(partners));
  expect(new Set((await program.results(weekOf(1)))?.payouts.map(({ state }) => state))).toEqual(new Set(['paid']));
  await expectClosed(program, 1);
});

it('its secret is rotated after the first batch: the rest is proven unsent, waits, and is paid with the new one', async () => {
  const before = JSON.parse(program.cloud.secretValue('SecretsPayPal')) as { clientId: string; clientSecret: string };
  const after = { ...before, clientSecret: 'rotated in the middle of paying' };
  atSecondBatch(() => {
    program.paypal.rotateSecret(after.clientSecret);
    program.cloud.putSecretValue('SecretsPayPal', JSON.stringify(after));
  });
  await program.friday(fridayOf(2));
  // Functions keep a secret for five minutes: until then they were refused, and said so.
  expect(refusals.length).toBeGreaterThan(0);
  expect(program.cloud.secretValue('SecretsPayPal')).toContain('rotated');
  expect(batchesOf(2)).toHaveLength(GROUPS);
  expect(transfersOf(program, 2)).toEqual(owed.pay(partners));
  await expectClosed(program, 2);
});

it('its tokens end after the first batch: each is fetched anew, and nobody notices', async () => {
  const { token } = program.paypal.calls();
  const { clientSecret } = JSON.parse(program.cloud.secretValue('SecretsPayPal')) as { clientSecret: string };
  atSecondBatch(() => program.paypal.rotateSecret(clientSecret));
  await program.friday(fridayOf(3));
  expect(program.paypal.calls().token).toBeGreaterThan(token);
  expect(refusals).toEqual([]);
  expect(batchesOf(3)).toHaveLength(GROUPS);
  expect(transfersOf(program, 3)).toEqual(owed.pay(partners));
  await expectClosed(program, 3);
});

/** Before PayPal looks at the second request for a batch. */
function atSecondBatch(happen: () => void): void {
  let seen = 0;
  const when = (): boolean => {
    seen += 1;
    if (seen === 2) happen();
    return false;
  };
  program.paypal.orderFault({ effect: 'reset', stage: 'before', when });
}
