/** A call with an `Idempotency-Key` happens once, however often and at whatever moment it is sent. */
import { expect, it } from 'vitest';
import { onceRecords, onceWrite } from '../../shared/adapters/ledger/once-records.ts';
import type { OnceRecord } from '../../shared/ports/once.ts';
import { type OnceCall, type OnceOutcome, type OnceWork, once } from '../../shared/usecases/once.ts';
import { duringEachOperation, FaultyTable } from '../support/memory-faults.ts';

const CALL: OnceCall = { caller: 'ann', key: 'k1', request: { route: 'POST /things', body: { name: 'a', size: 1 } } };
const OTHER: OnceCall = { ...CALL, request: { route: 'POST /things', body: { name: 'b', size: 1 } } };
const LATER_409 = { kind: 'refused', why: { status: 409, title: expect.stringMatching(/try again/) } };

/** Things are made, each with a number of its own. */
class Things {
  readonly table = new FaultyTable();
  #tries = 0;

  make(call: OnceCall): Promise<OnceOutcome<{ thing: number }>> {
    return once<{ thing: number }>(onceRecords(this.table), call, (recordOf) => this.#try(recordOf));
  }

  async #try(recordOf: (answer: { thing: number }) => OnceRecord): Promise<OnceWork<{ thing: number }>> {
    this.#tries += 1;
    const answer = { thing: this.#tries };
    const thing = { pk: 'THING', sk: String(answer.thing) };
    const { done } = await this.table.write([{ kind: 'put', item: thing }, onceWrite(recordOf(answer))]);
    return done ? { kind: 'done', answer } : { kind: 'moved' };
  }

  made(): number {
    return this.table.items().filter(({ pk }) => pk === 'THING').length;
  }
}

it('sent again it is answered as the first time, and nothing happens', async () => {
  const things = new Things();
  const first = await things.make(CALL);
  expect(first).toEqual({ kind: 'done', answer: { thing: 1 } });
  expect(await things.make(CALL)).toEqual(first);
  expect(things.made()).toBe(1);
});

it('is the same call in whatever order its parts are written', async () => {
  const things = new Things();
  await things.make(CALL);
  const turned = { ...CALL, request: { body: { size: 1, name: 'a' }, route: 'POST /things' } };
  expect(await things.make(turned)).toEqual({ kind: 'done', answer: { thing: 1 } });
});

it('with another content under its key is a mistake, and nothing happens', async () => {
  const things = new Things();
  await things.make(CALL);
  expect(await things.make(OTHER)).toEqual({ kind: 'key-reused' });
  expect(things.made()).toBe(1);
});

it.each([
  { why: 'another key', call: { ...CALL, key: 'k2' } },
  { why: 'another caller', call: { ...CALL, caller: 'bob' } },
])('with $why is another call', async ({ call }) => {
  const things = new Things();
  await things.make(CALL);
  expect(await things.make(call)).toEqual({ kind: 'done', answer: { thing: 2 } });
});

it('sent twice at the same moment happens once, and both are answered alike', async () => {
  let meanwhile: unknown;
  const places = await duringEachOperation(
    async () => new Things(),
    async (things) => {
      meanwhile = undefined;
      const answer = await things.make(CALL);
      if (meanwhile) expect(answer).toEqual(meanwhile);
    },
    async (things) => {
      meanwhile = await things.make(CALL);
    },
    async (things) => expect(things.made()).toBe(1),
  );
  expect(places).toBe(2);
});

it('sent at the same moment with another content: one of them happens', async () => {
  let outcome: unknown;
  await duringEachOperation(
    async () => new Things(),
    async (things) => {
      outcome = await things.make(CALL);
    },
    async (things) => expect(await things.make(OTHER)).toMatchObject({ kind: 'done' }),
    async (things) => {
      expect(outcome).toEqual({ kind: 'key-reused' });
      expect(things.made()).toBe(1);
    },
  );
});

it('that finds its own effect in the way is answered from its record', async () => {
  const records = onceRecords(new FaultyTable());
  const why = { status: 409, title: 'There is one already' } as const;
  const outcome = await once<number>(records, CALL, async (recordOf) => {
    await records.remember(recordOf(7));
    return { kind: 'refused', why };
  });
  expect(outcome).toEqual({ kind: 'done', answer: 7 });
});

it('that was refused may be sent again: nothing is remembered', async () => {
  const records = onceRecords(new FaultyTable());
  const why = { status: 409, title: 'Not now' } as const;
  expect(await once(records, CALL, async () => ({ kind: 'refused', why }))).toEqual({ kind: 'refused', why });
  expect(await once(records, CALL, async () => ({ kind: 'done', answer: 1 }))).toEqual({ kind: 'done', answer: 1 });
});

it('gives up politely when others keep changing what it is about', async () => {
  let rounds = 0;
  const outcome = await once(onceRecords(new FaultyTable()), CALL, async () => {
    rounds += 1;
    return { kind: 'moved' };
  });
  expect(outcome).toMatchObject(LATER_409);
  expect(rounds).toBe(5);
});

it('keeps the first record of an effect that may happen twice', async () => {
  const records = onceRecords(new FaultyTable());
  const record = { id: 'ann#k1', requestHash: 'h', answer: { thing: 1 } };
  await records.remember(record);
  await records.remember({ ...record, answer: { thing: 2 } });
  expect(await records.find('ann#k1')).toEqual(record);
  expect(await records.find('ann#k2')).toBeUndefined();
});
