/**
 * Reads a program's history from its four CSV files. Everything is checked before anything is handed over: either all
 * events, each with the day on which it became known, or what is wrong in the files.
 */
import type { LocalDay } from '../../shared/domain/calendar/local-day.ts';
import { instant, localDayOf } from '../../shared/domain/calendar/time-zone.ts';
import { eventCheck } from './check-event.ts';
import { type FileProblem, ProblemList } from './file-problem.ts';
import { judgeMovements } from './judge-movements.ts';
import type { KnownEvent } from './known-event.ts';
import { knownEvents } from './known-events.ts';
import { type Checking, readClients, readPartners, readPayments, readRefunds } from './read-facts.ts';

export { formatProblems } from './file-problem.ts';
export type { KnownEvent } from './known-event.ts';

export type ProgramFiles =
  /** `counts` by kind: partners, clients, cancellations, payments, refunds. Repeated rows count once. */
  | { readonly kind: 'ok'; readonly events: KnownEvent[]; readonly counts: Record<string, number> }
  /** The first problems, twenty at most, and how many there are. */
  | { readonly kind: 'refused'; readonly problems: FileProblem[]; readonly total: number };

export interface ReadOptions {
  /** The program's, in which instants become days. */
  readonly timeZone: string;
  /** When nothing in the files is dated, everything becomes known on this day. @default the day it is in the time zone */
  readonly today?: LocalDay;
  /** Called every ten thousand rows of a file and at its end. */
  readonly onProgress?: (file: string, rows: number) => void;
}

/** @throws when a file is there and the disk fails to give it. */
export async function readProgramFiles(
  directory: string,
  { timeZone, today, onProgress }: ReadOptions,
): Promise<ProgramFiles> {
  const problems = new ProblemList();
  const checking: Checking = { directory, problems, onProgress, check: eventCheck(timeZone) };
  const partners = await readPartners(checking);
  const clients = await readClients(checking, partners);
  const payments = await readPayments(checking, clients);
  const refunds = await readRefunds(checking, payments);
  judgeMovements(refunds, payments, problems);
  if (problems.total > 0) return { kind: 'refused', problems: problems.inOrder(), total: problems.total };

  const undated = today ?? localDayOf(instant(Date.now()), timeZone);
  const events = knownEvents({ partners, clients, payments, refunds }, undated);
  const counts = {
    partners: partners.size,
    clients: clients.size,
    cancellations: events.length - partners.size - clients.size - payments.size - refunds.size,
    payments: payments.size,
    refunds: refunds.size,
  };
  return { kind: 'ok', events, counts };
}
