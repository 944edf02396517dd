/** Every condition, alone and combined, on an item that is there and on one that is missing. */
import { describe, expect, it } from 'vitest';
import type { Condition, Table, Write } from '../../../shared/ports/table.ts';
import { DONE, partition, refused } from './fixtures.ts';

export function conditionContract(open: () => Table): void {
  describe('conditions', () => {
    const PRESENT = { text: 'm', empty: '', n: 5, yes: true, nothing: null, 'dotted.name': 1, astral: '\u{10000}' };
    const equals = (attribute: string, value: string | number | boolean): Condition => ({
      kind: 'equals',
      attribute,
      value,
    });
    const oneOf = (attribute: string, ...values: (string | number)[]): Condition => ({
      kind: 'one-of',
      attribute,
      values,
    });
    const less = (attribute: string, value: string | number): Condition => ({ kind: 'less-than', attribute, value });
    const lacks = (attribute: string): Condition => ({ kind: 'attribute-absent', attribute });
    const all = (...of: Condition[]): Condition => ({ kind: 'all', of });
    const any = (...of: Condition[]): Condition => ({ kind: 'any', of });
    const present: Condition = { kind: 'present' };
    const absent: Condition = { kind: 'absent' };
    const many = Array.from({ length: 250 }, (_, n) => n + 100);

    it.each<{ when: Condition; onPresent: boolean; onMissing: boolean }>([
      { when: absent, onPresent: false, onMissing: true },
      { when: present, onPresent: true, onMissing: false },
      { when: equals('text', 'm'), onPresent: true, onMissing: false },
      { when: equals('text', 'n'), onPresent: false, onMissing: false },
      { when: equals('n', 5), onPresent: true, onMissing: false },
      { when: equals('n', '5'), onPresent: false, onMissing: false },
      { when: equals('yes', true), onPresent: true, onMissing: false },
      { when: equals('yes', false), onPresent: false, onMissing: false },
      { when: equals('empty', ''), onPresent: true, onMissing: false },
      { when: equals('dotted.name', 1), onPresent: true, onMissing: false },
      { when: equals('never', ''), onPresent: false, onMissing: false },
      { when: oneOf('text', 'a', 'm'), onPresent: true, onMissing: false },
      { when: oneOf('text', 'a', 'b'), onPresent: false, onMissing: false },
      { when: oneOf('n', '5', 5), onPresent: true, onMissing: false },
      { when: oneOf('n', '5', 4), onPresent: false, onMissing: false },
      { when: oneOf('n'), onPresent: false, onMissing: false },
      { when: oneOf('n', ...many), onPresent: false, onMissing: false },
      { when: all(present, oneOf('n', ...many, 5)), onPresent: true, onMissing: false },
      { when: less('n', 6), onPresent: true, onMissing: false },
      { when: less('n', 5), onPresent: false, onMissing: false },
      { when: less('n', '6'), onPresent: false, onMissing: false },
      { when: less('text', 'n'), onPresent: true, onMissing: false },
      { when: less('text', 'm'), onPresent: false, onMissing: false },
      // By UTF-8 bytes; by JavaScript's 16-bit units it would be the other way round.
      { when: less('astral', '\u{ffee}'), onPresent: false, onMissing: false },
      { when: less('yes', 'z'), onPresent: false, onMissing: false },
      { when: less('never', 9), onPresent: false, onMissing: false },
      { when: lacks('never'), onPresent: true, onMissing: true },
      { when: lacks('text'), onPresent: false, onMissing: true },
      { when: lacks('nothing'), onPresent: false, onMissing: true },
      { when: all(), onPresent: true, onMissing: true },
      { when: any(), onPresent: false, onMissing: false },
      { when: all(present), onPresent: true, onMissing: false },
      { when: all(present, equals('n', 5), less('text', 'z')), onPresent: true, onMissing: false },
      { when: all(present, equals('n', 4)), onPresent: false, onMissing: false },
      { when: all(lacks('never'), lacks('text')), onPresent: false, onMissing: true },
      { when: any(absent, equals('n', 5)), onPresent: true, onMissing: true },
      { when: any(absent, equals('n', 4)), onPresent: false, onMissing: true },
      { when: any(lacks('never'), less('n', 0)), onPresent: true, onMissing: true },
      {
        when: all(any(absent, less('n', 6)), any(lacks('text'), oneOf('text', 'm', 'n'))),
        onPresent: true,
        onMissing: true,
      },
      { when: any(all(present, equals('n', 4)), all(absent, lacks('n'))), onPresent: false, onMissing: true },
      { when: all(any(all(any(present)))), onPresent: true, onMissing: false },
      { when: all(all(), any(all(), any()), present), onPresent: true, onMissing: false },
      { when: any(any(), all(present, any())), onPresent: false, onMissing: false },
    ])('$when', async ({ when, onPresent, onMissing }) => {
      const table = open();
      const pk = partition();
      const writes = (sk: string): Write[] => [
        { kind: 'check', key: { pk, sk }, when },
        { kind: 'update', key: { pk, sk }, set: { changed: true }, when },
        { kind: 'put', item: { pk, sk, changed: true }, when },
        { kind: 'delete', key: { pk, sk }, when },
      ];
      for (const place of [0, 1, 2, 3]) {
        const there = { pk, sk: `present-${place}`, ...PRESENT };
        await table.write([{ kind: 'put', item: there }]);
        const write = writes(there.sk).slice(place, place + 1);
        expect(await table.write(write), `${write[0]?.kind} on a present item`).toEqual(onPresent ? DONE : refused(0));
        if (!onPresent) expect(await table.get(there)).toEqual(there);

        const missing = writes(`missing-${place}`).slice(place, place + 1);
        expect(await table.write(missing), `${missing[0]?.kind} on a missing item`).toEqual(
          onMissing ? DONE : refused(0),
        );
        if (!onMissing) expect(await table.get({ pk, sk: `missing-${place}` })).toBeUndefined();
      }
    });
  });
}
