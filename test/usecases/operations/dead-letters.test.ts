/** Dead letters: looked at without loss, sent back before they are deleted, thrown away on the record. */
import { describe, expect, it } from 'vitest';
import { auditTrail } from '../../../shared/adapters/ledger/audit-trail.ts';
import { onceRecords } from '../../../shared/adapters/ledger/once-records.ts';
import { instant } from '../../../shared/domain/calendar/time-zone.ts';
import type { DeadLetterQueue } from '../../../shared/ports/dead-letters.ts';
import { discardDeadLetter } from '../../../shared/usecases/operations/discard-dead-letter.ts';
import { countDeadLetters, lookAtDeadLetters } from '../../../shared/usecases/operations/look-at-dead-letters.ts';
import { redriveDeadLetters } from '../../../shared/usecases/operations/redrive-dead-letters.ts';
import { MemoryDeadLetters } from '../../support/memory-dead-letters.ts';
import { FaultyTable } from '../../support/memory-faults.ts';

function scene(...ids: readonly string[]) {
  const table = new FaultyTable();
  const deadLetters = new MemoryDeadLetters();
  for (const id of ids) deadLetters.put('payouts', id);
  const audit = auditTrail(table);
  const work = { deadLetters, audit, records: onceRecords(table) };
  const trail = async () => (await audit.read({ limit: 100 })).map(({ record }) => record);
  const call = { caller: 'finance-1', key: 'a-key-of-this-call-1', now: instant(Date.parse('2026-04-24T17:00:00Z')) };
  const redrive = (messageIds?: readonly string[], queue: DeadLetterQueue = 'payouts') =>
    redriveDeadLetters(queue, messageIds, call, work);
  const discard = (messageId: string, queue: DeadLetterQueue = 'payouts') =>
    discardDeadLetter(queue, { messageId, note: 'made up by somebody' }, call, work);
  return { table, deadLetters, trail, redrive, discard };
}

describe('a look', () => {
  it('shows up to ten, takes nothing away, and counts all queues', async () => {
    const { deadLetters } = scene(...Array.from({ length: 12 }, (_, place) => `m${place}`));
    deadLetters.put('friday', 'f1');
    expect(await lookAtDeadLetters('payouts', deadLetters)).toHaveLength(10);
    expect(deadLetters.idsIn('payouts')).toHaveLength(12);
    expect(await countDeadLetters(deadLetters)).toEqual([
      { queue: 'payouts', waiting: 2, hidden: 10 },
      { queue: 'looks', waiting: 0, hidden: 0 },
      { queue: 'mails', waiting: 0, hidden: 0 },
      { queue: 'lists', waiting: 0, hidden: 0 },
      { queue: 'friday', waiting: 1, hidden: 0 },
      { queue: 'daily', waiting: 0, hidden: 0 },
    ]);
  });

  it('hides what it showed no longer than somebody who acts on it waits', async () => {
    const { deadLetters, redrive } = scene('m1', 'm2');
    await lookAtDeadLetters('payouts', deadLetters);
    expect(await redrive(['m2'])).toMatchObject({ answer: { redriven: ['m2'] } });
  });

  it('finds what somebody stepped over to discard another one, and so does a redrive', async () => {
    const { deadLetters, discard } = scene('m1', 'm2', 'm3');
    await discard('m2');
    deadLetters.time += 5;
    expect((await lookAtDeadLetters('payouts', deadLetters)).map(({ messageId }) => messageId)).toEqual(['m1', 'm3']);
  });
});

describe('a redrive', () => {
  it('sends all back as they are, and says so on the record', async () => {
    const { deadLetters, redrive, trail } = scene('m1', 'm2');
    expect(await redrive()).toEqual({ kind: 'done', answer: { redriven: ['m1', 'm2'] } });
    expect(deadLetters.sentBack.map(({ queue, body }) => [queue, body]).sort()).toEqual([
      ['payouts', 'body of m1'],
      ['payouts', 'body of m2'],
    ]);
    expect(deadLetters.idsIn('payouts')).toEqual([]);
    expect(await trail()).toMatchObject([
      { action: 'dead-letters.redrive', subject: 'dead-letters:payouts', to: { redriven: ['m1', 'm2'] } },
    ]);
  });

  it('sends only those that are named, and does not miss one that is gone', async () => {
    const { deadLetters, redrive } = scene('m1', 'm2', 'm3');
    expect(await redrive(['m3', 'gone'])).toMatchObject({ answer: { redriven: ['m3'] } });
    expect(deadLetters.idsIn('payouts')).toEqual(['m1', 'm2']);
  });

  it('that finds nothing leaves no record', async () => {
    const { redrive, trail } = scene();
    expect(await redrive()).toMatchObject({ answer: { redriven: [] } });
    expect(await trail()).toEqual([]);
  });

  it('sent again is answered the same and sends nothing', async () => {
    const { deadLetters, redrive, trail } = scene('m1');
    const first = await redrive();
    deadLetters.put('payouts', 'm2');
    expect(await redrive()).toEqual(first);
    expect(deadLetters.idsIn('payouts')).toEqual(['m2']);
    expect(await trail()).toHaveLength(1);
  });

  it('sends a hundred at most', async () => {
    const { deadLetters, redrive } = scene(...Array.from({ length: 120 }, (_, place) => `m${place}`));
    const outcome = await redrive();
    expect(outcome).toMatchObject({ kind: 'done' });
    expect([deadLetters.sentBack.length, deadLetters.idsIn('payouts').length]).toEqual([100, 20]);
  });

  it('loses no message that it could not delete, and has the others on the record', async () => {
    const { deadLetters, redrive, trail } = scene('m1', 'm2', 'm3');
    deadLetters.notDeletable.add('m2');
    await expect(redrive()).rejects.toThrow(/no answer/);
    expect(deadLetters.idsIn('payouts')).toEqual(['m2']);
    expect(await trail()).toMatchObject([{ to: { redriven: ['m1', 'm3'] } }]);
    deadLetters.notDeletable.clear();
    expect(await redrive()).toMatchObject({ answer: { redriven: ['m2'] } });
    expect(deadLetters.sentBack.map(({ body }) => body).sort()).toEqual([
      ...['body of m1', 'body of m2', 'body of m2', 'body of m3'],
    ]);
  });

  it.each(['friday', 'daily'] as const)(
    'of the queue %s is refused: a rule has none to send back to',
    async (queue) => {
      const { deadLetters, redrive, trail } = scene();
      deadLetters.put(queue, 'f1');
      expect(await redrive(undefined, queue)).toMatchObject({ kind: 'refused', why: { status: 409 } });
      expect(deadLetters.idsIn(queue)).toEqual(['f1']);
      expect(await trail()).toEqual([]);
    },
  );
});

describe('a discard', () => {
  it('deletes the one message, and keeps what it said and why it went', async () => {
    const { deadLetters, discard, trail } = scene('m1', 'm2');
    expect(await discard('m2')).toEqual({ kind: 'done', answer: { discarded: 'm2' } });
    expect(deadLetters.idsIn('payouts')).toEqual(['m1']);
    expect(deadLetters.sentBack).toEqual([]);
    expect(await trail()).toMatchObject([
      {
        by: { kind: 'staff', id: 'finance-1' },
        action: 'dead-letters.discard',
        from: { messageId: 'm2', body: 'body of m2' },
        why: 'made up by somebody',
      },
    ]);
    expect(await discard('m2')).toMatchObject({ kind: 'done' });
  });

  it('works on the queues of rules, too', async () => {
    const { deadLetters, discard } = scene();
    deadLetters.put('friday', 'f1');
    expect(await discard('f1', 'friday')).toMatchObject({ kind: 'done' });
    expect(deadLetters.idsIn('friday')).toEqual([]);
  });

  it('of a message that is not there is refused and leaves no record', async () => {
    const { discard, trail } = scene('m1');
    expect(await discard('m2')).toMatchObject({ kind: 'refused', why: { status: 404 } });
    expect(await trail()).toEqual([]);
  });

  it('that cannot be recorded deletes nothing', async () => {
    const { table, deadLetters, discard } = scene('m1');
    table.interrupt(
      ({ kind }) => kind === 'write',
      async () => {
        throw new Error('the ledger does not answer');
      },
    );
    await expect(discard('m1')).rejects.toThrow(/does not answer/);
    expect(deadLetters.idsIn('payouts')).toEqual(['m1']);
  });
});
