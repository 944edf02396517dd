/** Scenes that many tests begin with: partners who are owed something by the run of Friday 2026-04-24. */

import type { OpenRunOutput } from '../../shared/contracts/payout-run.ts';
import type { SettleBatchMessage } from '../../shared/contracts/settlement.ts';
import { bucketOf, bucketsOfGroup } from '../../shared/domain/bucket.ts';
import { weekEnding } from '../../shared/domain/calendar/week.ts';
import { partnerId } from '../../shared/domain/ids.ts';
import type { ProgramSettings } from '../../shared/domain/program-settings.ts';
import type { Batch } from '../../shared/ports/settlement-ledger.ts';
import { queueBatches } from '../../shared/usecases/settlement/queue-batches.ts';
import { settleBatch } from '../../shared/usecases/settlement/settle-batch.ts';
import { MemoryProgram, receiverOf } from './memory-program.ts';

export const FRIDAY = '2026-04-24';
export const WEEK = '2026-04-18';
export const NEXT_FRIDAY = '2026-05-01';
export const NEXT_WEEK = '2026-04-25';

/** Whole dollars of commission, by partner. */
export type Owed = Readonly<Record<string, number>>;
export const THREE: Owed = { p1: 100, p2: 200, p3: 300 };

/** A partner whose one client, mature by then, brings so many dollars at 25 %. */
export async function owe(program: MemoryProgram, owed: Owed, paidAt = '2026-01-10'): Promise<void> {
  for (const [partner, dollars] of Object.entries(owed)) {
    const client = `client-${partner}`;
    if (!program.item(`PARTNER#${partner}`, 'PROFILE')) {
      await program.partner(partner);
      await program.client(client, partner);
    }
    await program.payment(`payment-${partner}-${paidAt}`, client, `${dollars * 4}.00`, paidAt);
  }
}

/** @param begins when the program first hears of anything: by default in the week that the run pays, so that it has one week to read. */
export async function owingProgram(
  owed: Owed = THREE,
  settings: Partial<ProgramSettings> = {},
  begins = '2026-04-17',
): Promise<MemoryProgram> {
  const program = new MemoryProgram().moveTo(begins);
  await program.configure({ bucketGroups: 1, ...settings });
  await owe(program, owed);
  return program.moveTo(FRIDAY);
}

/** A partner id like no other whose bucket is in this one of `groups` groups. */
export function partnerIn(group: number, groups: number, number = 0): string {
  const buckets = bucketsOfGroup(group, groups);
  const ids = Array.from({ length: 1_000 }, (_, place) => `partner-${place}`);
  const [id] = ids.filter((each) => buckets.includes(bucketOf(partnerId(each)))).slice(number);
  if (!id) throw new Error(`no partner id found for group ${group} of ${groups}`);
  return id;
}

/** What PayPal has moved once everybody is paid. */
export const paidInFull = (owed: Owed = THREE): Map<string, number> =>
  new Map(Object.entries(owed).map(([partner, dollars]) => [receiverOf(partner), dollars * 100]));

export class QueuedRun {
  readonly program: MemoryProgram;
  readonly opened: OpenRunOutput;
  readonly message: SettleBatchMessage;

  constructor(program: MemoryProgram, opened: OpenRunOutput, message: SettleBatchMessage) {
    this.program = program;
    this.opened = opened;
    this.message = message;
  }

  /** One worker gets the message. */
  settle(message = this.message): Promise<void> {
    return settleBatch(message, this.program.settlement);
  }

  /** The batch of the latest generation. */
  async batch(): Promise<Batch> {
    const batch = (await this.program.batches(WEEK)).at(-1);
    if (!batch) throw new Error('the run has no batch');
    return batch;
  }

  /** Partners in the order of their items. */
  async order(): Promise<string[]> {
    return (await this.program.rows(WEEK)).map(({ partnerId }) => partnerId);
  }
}

/** All partners are in one batch, which is frozen and let through; its message is not at work yet. */
export async function queuedRun(owed: Owed = THREE): Promise<QueuedRun> {
  const program = await owingProgram(owed);
  const opened = await program.open({ weekEnding: weekEnding(WEEK) });
  await program.plan(opened);
  await queueBatches(opened, program.settlement);
  const [message, ...others] = program.queued.splice(0);
  if (!message || others.length > 0) throw new Error('this scene has one batch');
  return new QueuedRun(program, opened, message);
}
