import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { bucketOf } from '../../shared/domain/bucket.ts';
import type { PartnerId } from '../../shared/domain/ids.ts';
import { expectClosed, transfersOf } from '../support/embedded-audit.ts';
import { endOf, fireFriday } from '../support/embedded-executions.ts';
import { Owed } from '../support/embedded-owed.ts';
import { type EmbeddedProgram, startProgram } from '../support/embedded-program.ts';
import { Saboteur, type SeenRequest } from '../support/embedded-saboteur.ts';
import { setProgram } from '../support/embedded-settings.ts';
import { BEGIN, earners, fridayOf, ruleTimeOf, weekOf } from '../support/embedded-weeks.ts';

/** Billing tells of a week while its run is being planned: what comes too late for it is paid by the next. Tests go from Friday to Friday. */
const partners = ['p1', 'p2'];
const [partner = ''] = partners;
const saboteur = new Saboteur();
const owed = new Owed(partners);
let program: EmbeddedProgram;

beforeAll(async () => {
  program = await startProgram(BEGIN, { faults: saboteur.hooks });
  await setProgram(program.table, { bucketGroups: 1 });
  await program.tell(...earners(partners, 5));
});
afterEach(() => saboteur.rest());
afterAll(() => program?.stop());

/** A payment on the last day of a week, worth $10.00 of commission; told once. */
function news(week: number): () => Promise<undefined> {
  const id = `news-of-${week}`;
  const [clientId, amount, paidAt] = [`client-of-${partner}`, '40.00', weekOf(week)];
  let told: Promise<unknown> | undefined;
  return async () => {
    told ??= program.tell({ id, type: 'payment', paymentId: id, clientId, amount, currency: 'USD', paidAt });
    await told;
    return undefined;
  };
}
const bucket = bucketOf(partner as PartnerId);
const closesBucket = ({ from, operation, body }: SeenRequest): boolean =>
  from === 'plan-buckets' && operation === 'BatchWriteItem' && body.includes(`#${bucket}"`);

async function expectPaid(week: number): Promise<void> {
  expect(transfersOf(program, week)).toEqual(owed.pay(partners));
  await expectClosed(program, week);
}

it('counts when it comes before the bucket is closed', async () => {
  const tell = news(1);
  saboteur.before = (request) => (closesBucket(request) ? tell() : undefined);
  await program.friday(fridayOf(1));
  owed.earn();
  owed.earns(partner, 10_00);
  await expectPaid(1);
});

it('counts for the next run when it comes a moment later', async () => {
  const tell = news(2);
  saboteur.after = (request) => (closesBucket(request) ? tell() : undefined);
  await program.friday(fridayOf(2));
  owed.earn();
  await expectPaid(2);
  await program.friday(fridayOf(3));
  owed.earn();
  owed.earns(partner, 10_00);
  await expectPaid(3);
});

it('counts for the next run when the bucket is closed and read while it is being written', async () => {
  await program.cloud.advanceTo(ruleTimeOf(4), { only: () => false });
  const held = Promise.withResolvers<void>();
  const letGo = Promise.withResolvers<void>();
  saboteur.before = async ({ from, operation }) => {
    if (from !== 'billing-events' || operation !== 'TransactWriteItems') return undefined;
    held.resolve();
    await letGo.promise;
    return undefined;
  };
  saboteur.after = ({ from, operation, body }) => {
    if (from === 'plan-buckets' && operation === 'TransactWriteItems' && body.includes('MANIFEST#g00')) letGo.resolve();
    return undefined;
  };
  const told = news(4)();
  await held.promise;
  await endOf(program.cloud, await fireFriday(program.cloud, ruleTimeOf(4)));
  await told;
  owed.earn();
  await expectPaid(4);
  await program.friday(fridayOf(5));
  owed.earn();
  owed.earns(partner, 10_00);
  await expectPaid(5);
});
