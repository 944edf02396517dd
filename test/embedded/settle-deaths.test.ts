import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectClosed, transfersOf } from '../support/embedded-audit.ts';
import {
  changeSettings,
  endHolds,
  everybody,
  GROUPS,
  groupNamedIn,
  groups,
  movedAddress,
} from '../support/embedded-groups.ts';
import { Owed } from '../support/embedded-owed.ts';
import { type EmbeddedProgram, startProgram } from '../support/embedded-program.ts';
import { type AnsweredRequest, Saboteur } from '../support/embedded-saboteur.ts';
import { movesTo, setPartner, setProgram } from '../support/embedded-settings.ts';
import { addressOf, BEGIN, earners, fridayOf, weekOf } from '../support/embedded-weeks.ts';

/**
 * Sixteen batches are paid in one run, and each worker dies at another place: one Friday sees every place where
 * SettlePayouts can die, the tries after an unknown end among them. Settings change before the next try; nothing of a
 * frozen batch may follow them.
 */
type Step =
  | 'reads the batch'
  | 'reads the run'
  | 'reads the manifest'
  | 'records the attempt'
  | 'reads the secret'
  | 'logs in'
  | 'posts the batch'
  | 'looks the batch up'
  | 'records the answer'
  | 'freezes the next generation'
  | 'queues the next generation';

/** The places where one batch's worker dies, try by try. */
type Deaths = readonly Step[];
/** Reading leaves no trace: one batch may die of it three times. */
const READS = ['reads the batch', 'reads the run', 'reads the manifest'] as const;
const LIVES: readonly Deaths[] = [
  // Only cold workers read the secret and log in: the first two are, and the others because all die.
  ['reads the secret'],
  ['logs in'],
  READS,
  ['records the attempt'],
  ['posts the batch'],
  ['records the answer'],
  // And the tries after PayPal took the batch and nobody heard it.
  ['posts the batch', 'reads the batch', 'reads the manifest'],
  ['posts the batch', 'records the attempt'],
  ['posts the batch', 'posts the batch'],
  ['posts the batch', 'looks the batch up'],
  ['posts the batch', 'records the answer'],
];
/** What follows when PayPal refuses an item by name. */
const REFUSED_GROUPS = new Map<number, Deaths>([
  [14, ['freezes the next generation']],
  [15, ['queues the next generation']],
]);

function stepOf({ service, operation, body }: AnsweredRequest): Step | undefined {
  const has = (text: string) => body.includes(text);
  switch (`${service} ${operation.replace(/\/BATCH\w+$/, '')}`) {
    case 'dynamodb GetItem':
      if (has('BATCH#')) return 'reads the batch';
      return has('MANIFEST#') ? 'reads the manifest' : has('"RUN"') ? 'reads the run' : undefined;
    case 'dynamodb TransactWriteItems':
      if (has('superseded')) return 'freezes the next generation';
      return has('leaseUntil') ? 'records the attempt' : 'records the answer';
    case 'sqs SendMessageBatch':
      return 'queues the next generation';
    case 'secretsmanager GetSecretValue':
      return 'reads the secret';
    case 'paypal POST /v1/oauth2/token':
      return 'logs in';
    case 'paypal POST /v1/payments/payouts':
      return 'posts the batch';
    case 'paypal GET /v1/payments/payouts':
      return 'looks the batch up';
    default:
      return undefined;
  }
}

const saboteur = new Saboteur();
const owed = new Owed(everybody);
const refusedPartners = [...REFUSED_GROUPS.keys()].map((number) => groups[number]?.raisesThreshold ?? '');
/** By group: the deaths it was given, in order of arrival, and those that it died. */
const given = new Map<number, Deaths>();
const died = new Map<number, Step[]>();
const unknownSteps: string[] = [];
let program: EmbeddedProgram;
const payPalSpeaks = new URL('../../../shared/paypal/payments_payouts_batch_v1.json', import.meta.url).pathname;

function killWorkers(): void {
  const groupOf = new Map<string, number>();
  const left = LIVES.values();
  saboteur.after = async (request) => {
    if (request.from !== 'settle-payouts') return undefined;
    const { requestId = '', body, service, operation } = request;
    const number = groupOf.get(requestId) ?? groupNamedIn(body) ?? -1;
    groupOf.set(requestId, number);
    const step = stepOf(request);
    if (!step) unknownSteps.push(`${service} ${operation} ${body}`);
    if (!given.has(number)) given.set(number, REFUSED_GROUPS.get(number) ?? left.next().value ?? []);
    const before = died.get(number) ?? [];
    if (step === undefined || given.get(number)?.[before.length] !== step) return undefined;
    died.set(number, [...before, step]);
    const group = groups[number];
    if (group) await changeSettings(program, group, 1);
    return 'kill';
  };
}

beforeAll(async () => {
  program = await startProgram(BEGIN, { faults: saboteur.hooks, paypal: { openApiFile: payPalSpeaks } });
  saboteur.payPalUrl = program.paypal.url;
  await setProgram(program.table, { bucketGroups: GROUPS, settleWithinHours: 4 });
  await program.tell(...earners(everybody, 2));
  // An address that slipped through every check of ours: PayPal refuses a request that holds it.
  for (const partner of refusedPartners) await setPartner(program.table, partner, movesTo(`${partner}@nowhere`));
  killWorkers();
  owed.earn();
  await program.friday(fridayOf(1));
  saboteur.rest();
});
afterAll(() => program?.stop());

/** What PayPal moved to a group's partners, by their item ids. */
const transfersTo = (number: number): string[] =>
  transfersOf(program, 1).filter((line) =>
    groups[number]?.all.some((partner) => line.startsWith(`${addressOf(partner)} `)),
  );

describe('SettlePayouts dies after each of its requests in turn, settings change, and its batch is paid once', () => {
  it.each(
    [...LIVES, ...REFUSED_GROUPS.values()].map((deaths) => [deaths.join(', and then when it '), deaths] as const),
  )('when it %s', (_, deaths) => {
    const [number = -1] = [...given].find(([, planned]) => planned === deaths) ?? [];
    expect(died.get(number)).toEqual(deaths);
    const group = groups[number];
    const paid = (group?.all ?? []).filter((partner) => !refusedPartners.includes(partner));
    const once = new Owed(everybody);
    once.earn();
    expect(transfersTo(number)).toEqual(once.pay(paid));
  });

  it('at no other place: every request of the worker is one of these', () => expect(unknownSteps).toEqual([]));

  it('and the run closes with everybody paid what was frozen', async () => {
    expect(transfersOf(program, 1)).toEqual(
      owed.pay(everybody.filter((partner) => !refusedPartners.includes(partner))),
    );
    const payouts = (await program.results(weekOf(1)))?.payouts ?? [];
    expect(
      payouts
        .filter(({ state }) => state !== 'paid')
        .map(({ partnerId, state }) => [partnerId, state])
        .sort(),
    ).toEqual(refusedPartners.map((partner) => [partner, 'rejected']).sort());
    expect(program.cloud.queueCounts('PayoutQueueDeadLetters')).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
    await expectClosed(program, 1);
  });

  it('and the next Friday pays at the changed addresses, but not those that PayPal refused', async () => {
    await endHolds(program);
    for (const { number, moves } of groups) if (died.has(number)) owed.moves(moves, movedAddress(moves, 1));
    owed.earn();
    await program.friday(fridayOf(2));
    expect(transfersOf(program, 2)).toEqual(
      owed.pay(everybody.filter((partner) => !refusedPartners.includes(partner))),
    );
    const carried = refusedPartners.map((partnerId) => ({
      partnerId,
      balanceCents: owed.balance(partnerId),
      reasons: ['paypal-address-refused'],
    }));
    expect((await program.results(weekOf(2)))?.carried).toEqual(
      carried.sort((a, b) => (a.partnerId < b.partnerId ? -1 : 1)),
    );
    await expectClosed(program, 2);
    expect(program.paypal.deviations()).toEqual([]);
  });
});
