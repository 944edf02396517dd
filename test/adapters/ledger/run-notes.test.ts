import { expect, it } from 'vitest';
import { runNotes } from '../../../shared/adapters/ledger/run-notes.ts';
import { memoryTable } from '../../../shared/adapters/memory/memory-table.ts';
import { weekEnding } from '../../../shared/domain/calendar/week.ts';

const WEEK = weekEnding('2026-01-10');

it('a note is kept once under its name: again it is the same, and another one is refused', async () => {
  const notes = runNotes(memoryTable());
  expect(await notes.find(WEEK, 'by-hand-1')).toBeUndefined();
  expect(await notes.keep(WEEK, 'by-hand-1', 'checked')).toBe(true);
  expect(await notes.keep(WEEK, 'by-hand-1', 'checked')).toBe(true);
  expect(await notes.keep(WEEK, 'by-hand-1', 'another')).toBe(false);
  expect(await notes.keep(weekEnding('2026-01-17'), 'by-hand-1', 'another')).toBe(true);
  expect(await notes.find(WEEK, 'by-hand-1')).toBe('checked');
});
