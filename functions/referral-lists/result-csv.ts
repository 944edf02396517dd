/** What became of a referral list's rows as comma-separated values. A part of its own beside the bundle. */
import { stringify } from 'csv-stringify/sync';
import type { ShownRow } from '../../shared/usecases/referral-lists/show-rows.ts';
import { harmless } from '../harmless-text.ts';
import { type Sendable, sendable } from './compressed.ts';

const COLUMNS = ['line', 'email', 'name', 'outcome', 'detail'];

export const resultCsv = (rows: readonly ShownRow[]): string =>
  stringify(
    rows.map(({ line, email, name = '', outcome, detail = '' }) => [
      line,
      harmless(email),
      harmless(name),
      outcome,
      harmless(detail),
    ]),
    { header: true, columns: COLUMNS },
  );

export const resultFile = (rows: readonly ShownRow[], acceptEncoding: string): Sendable =>
  sendable(resultCsv(rows), acceptEncoding);
