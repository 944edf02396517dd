/** What a change of the intake writes: exact totals whatever is filed anew, and no more writes than a transaction takes. */
import { describe, expect, it } from 'vitest';
import { earningsLedger } from '../../../shared/adapters/ledger/earnings-ledger.ts';
import { intakeLedger } from '../../../shared/adapters/ledger/intake-ledger.ts';
import { writesOf } from '../../../shared/adapters/ledger/intake-writes.ts';
import { addDays, localDay } from '../../../shared/domain/calendar/local-day.ts';
import { weekEnding } from '../../../shared/domain/calendar/week.ts';
import type { Client } from '../../../shared/domain/client.ts';
import { clientId, partnerId, paymentId, refundId } from '../../../shared/domain/ids.ts';
import { cents } from '../../../shared/domain/money/cents.ts';
import type { Partner } from '../../../shared/domain/partner.ts';
import { DEFAULT_SETTINGS } from '../../../shared/domain/program-settings.ts';
import type { IntakeChange, IntakeSnapshot, PaymentRecord } from '../../../shared/ports/intake-ledger.ts';
import { MAX_WRITES } from '../../../shared/ports/table.ts';
import { filePayment, type PaymentFiling } from '../../../shared/usecases/intake/file-payment.ts';
import { writesTo } from '../../support/memory-faults.ts';
import { MemoryProgram, type Told } from '../../support/memory-program.ts';

const [P1, P2] = [partnerId('p1'), partnerId('p2')];
const C1 = clientId('c1');
const NO_KEYS = { events: [], emails: [], names: [] };

const filed = (filings: readonly PaymentFiling[]): Pick<IntakeChange, 'payments' | 'put' | 'remove'> => ({
  payments: filings.map(({ record }) => record),
  put: filings.flatMap(({ put }) => put),
  remove: filings.flatMap(({ remove }) => remove),
});

/** As operations or a claim will: other facts of a client, and all its payments filed by them in one step. */
async function refile(program: MemoryProgram, facts: Partial<Client>): Promise<void> {
  const ledger = intakeLedger(program.table);
  const payments = await ledger.paymentIdsOf(C1);
  const snapshot = await ledger.load({ ...NO_KEYS, clients: [C1], payments, partners: [P1, P2] });
  const before = snapshot.clients.get(C1);
  if (!before) throw new Error('there is no such client');
  const record = { ...before, client: { ...before.client, ...facts } };
  const newReferrer = facts.referrer === before.client.referrer ? undefined : facts.referrer;
  const filings = [...snapshot.payments.values()].map((each) => filePayment(each, record, snapshot, DEFAULT_SETTINGS));
  const change = { events: [], client: { record, changed: true, newReferrer }, ...filed(filings) };
  expect(await ledger.commit([change])).toEqual([true]);
}

/** c1 is p1's, paid $400 that are paid out on 2026-04-17 and $40 that are earned in the week after. */
async function program(owner: Partial<Told> = {}): Promise<MemoryProgram> {
  const made = new MemoryProgram().moveTo('2026-04-03');
  await made.configure({ bucketGroups: 1, thresholdCents: cents(1) });
  await made.partner('p1');
  await made.partner('p2');
  await made.client('c1', 'p1', owner);
  await made.payment('a', 'c1', '400.00', '2026-01-11');
  await made.friday('2026-04-17');
  await made.payment('b', 'c1', '40.00', '2026-04-14');
  return made;
}

describe('totals', () => {
  it('of both partners follow a client that changes its referrer, closed weeks included', async () => {
    const made = await program();
    await refile(made, { referrer: P2 });
    const ledger = earningsLedger(made.table);
    expect(made.problems()).toEqual([]);
    // What p1 was paid is taken back in the first open week; the client stays in p1's list.
    expect(await ledger.weeks(P1)).toMatchObject([
      { weekEnding: '2026-04-11', cents: 100_00 },
      { weekEnding: '2026-04-18', cents: -100_00, entries: 2 },
    ]);
    expect(await ledger.clients(P1, { limit: 9 })).toMatchObject([
      { clientId: C1, cents: 0, entries: 3, voidCents: 110_00 },
    ]);
    expect(await ledger.clients(P2, { limit: 9 })).toMatchObject([{ clientId: C1, cents: 110_00, entries: 2 }]);
    await made.friday('2026-04-24');
    expect(made.problems()).toEqual([]);
  });

  it('list a client for a new referrer that earns nothing from it yet', async () => {
    const made = new MemoryProgram();
    await made.partner('p1');
    await made.partner('p2');
    await made.client('c1', 'p1');
    await refile(made, { referrer: P2 });
    for (const partner of [P1, P2])
      expect(await earningsLedger(made.table).clients(partner, { limit: 9 })).toMatchObject([
        { clientId: C1, entries: 0 },
      ]);
    expect(made.problems()).toEqual([]);
  });

  it('follow an entry that is overwritten in place: a word on a self-referral, another rate', async () => {
    const made = await program({ ownerName: 'Partner p1' });
    const ledger = earningsLedger(made.table);
    expect(await ledger.clients(P1, { limit: 9 })).toMatchObject([{ cents: 0, entries: 2, heldCents: 110_00 }]);
    await refile(made, { selfReferralDecisions: { p1: 'accepted' } });
    expect(made.problems()).toEqual([]);
    // The first payment's week has closed: its held entry stays, what it brings now is filed beside it, and nothing waits.
    expect(await ledger.clients(P1, { limit: 9 })).toMatchObject([{ cents: 110_00, entries: 3, heldCents: 0 }]);
    expect(await ledger.weeks(P1)).toMatchObject([
      { weekEnding: '2026-04-11', cents: 0, entries: 1, heldCents: 0 },
      { weekEnding: '2026-04-18', cents: 110_00, entries: 2, heldCents: 0 },
    ]);

    await made.changePartner('p1', {
      rates: [{ from: localDay('2026-01-01'), basisPoints: 1_000 }],
    } as Partial<Partner>);
    await refile(made, {});
    expect(await ledger.clients(P1, { limit: 9 })).toMatchObject([{ cents: 44_00, entries: 3 }]);
    expect(made.problems()).toEqual([]);
  });

  it('are not moved twice by two who file the same payment anew', async () => {
    const made = await program();
    made.table.interrupt(writesTo('WEEK#'), () => made.payment('c', 'c1', '20.00', '2026-04-15'));
    await made.tell({ type: 'cancellation', clientId: 'c1', on: '2026-03-01' });
    expect(made.table.interrupted).toBe(true);
    expect(made.problems()).toEqual([]);
  });
});

describe('the writes of a change', () => {
  /** Refunds a week apart, and no week closed: each line stands in a week of its own. */
  function movedToAnotherPartner(movements: number): number {
    const partner = (id: typeof P1): Partner => ({ id, name: id, heldEmails: [], rates: [] }) as unknown as Partner;
    const snapshot = {
      partners: new Map([P1, P2].map((id) => [id, partner(id)])),
      firstOpenWeek: () => weekEnding('2026-01-03'),
    } as unknown as IntakeSnapshot;
    const client: Client = {
      ...{ id: C1, owner: { name: 'Owner', email: 'owner@c1.example' }, since: localDay('2026-01-01') },
      ...{ referrer: P1, selfReferralDecisions: {} },
    };
    const record = { client, version: 1, awaitsPartner: false, intent: true };
    const day = localDay('2026-06-01');
    const payment = { id: paymentId('a'), clientId: C1, amount: cents(400_00), day };
    const refunds = Array.from({ length: movements }, (_, place) => ({
      ...{ id: refundId(`r${place}`), kind: 'refund' as const, cents: cents(4_00), day: addDays(day, 7 * (place + 1)) },
    }));
    const known: PaymentRecord = {
      ...{ id: payment.id, version: 1, waiting: [], refused: [], filed: [] },
      payment: { ...payment, movements: refunds },
    };
    const before = filePayment(known, record, snapshot, DEFAULT_SETTINGS).record;
    const other = { ...record, client: { ...client, referrer: P2 } };
    const after = filePayment(before, other, snapshot, DEFAULT_SETTINGS);
    return writesOf({ events: [], client: { record: other, changed: false }, ...filed([after]) }).length;
  }

  it('of one payment fit a transaction at their worst, and five are left for what else there may be', () => {
    // A line: two entries, two markers, two totals. Beside them payment, client's list, client, its totals for both partners.
    expect(movedToAnotherPartner(14)).toBe(15 * 6 + 5);
    expect(movedToAnotherPartner(15)).toBeGreaterThan(MAX_WRITES);
  });

  it('of twelve payments of one client fit a transaction, each in a week of its own: of more there are further ones', async () => {
    const made = new MemoryProgram().moveTo('2026-04-03');
    await made.partner('p1');
    await made.client('c1', 'p1');
    await made.payment('first', 'c1', '40.00', '2026-01-01');
    const sizes: number[] = [];
    made.table.interrupt(
      (operation) => {
        if (operation.kind === 'write') sizes.push(operation.writes.length);
        return false;
      },
      async () => {},
    );
    const weekly = (count: number): Told[] =>
      Array.from({ length: count }, (_, place) => ({
        ...{ type: 'payment', paymentId: `pay${place}`, clientId: 'c1', amount: '40.00', currency: 'USD' },
        paidAt: addDays(localDay('2026-04-03'), 7 * place),
      }));
    await made.tell(...weekly(30));
    // Event, payment, client's list, entry, marker and total of its week; the client and what it comes to.
    expect(sizes.filter((size) => size > 1)).toEqual([12 * 6 + 2, 12 * 6 + 2, 6 * 6 + 2]);
    expect(made.problems()).toEqual([]);
  });
});
