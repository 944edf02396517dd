/** Streams who is due in a bucket: entries of several weeks and the waiting list, merged in partner order at constant memory. */
import type { WeekEnding } from '../../domain/calendar/week.ts';
import type { PartnerId } from '../../domain/ids.ts';
import { add, type Cents, NOTHING } from '../../domain/money/cents.ts';
import type { DuePartner } from '../../ports/run-ledger.ts';
import type { Item, Table } from '../../ports/table.ts';
import { markerKey, waitingPartition, weekPartition } from './keys.ts';

interface Due {
  readonly partnerId: PartnerId;
  readonly cents: Cents;
}

export async function* duePartners(
  table: Table,
  bucket: number,
  weeks: readonly WeekEnding[],
  after: PartnerId | undefined,
): AsyncIterable<DuePartner> {
  // An entry's sort key is `<partner>#…`, and `~` sorts after every character of an id: the partner's own entries are left behind.
  const from = after && `${after}#~`;
  const streams = [
    ...weeks.map((week) =>
      entries(table.query({ pk: weekPartition(week, bucket), after: from ?? markerKey(week, bucket).sk })),
    ),
    waiting(table.query({ pk: waitingPartition(bucket), after })),
  ];
  const heads = await Promise.all(streams.map((stream) => stream.next()));
  for (;;) {
    const partnerId = first(heads.flatMap((head) => (head.done ? [] : [head.value.partnerId])));
    if (!partnerId) return;
    let sum = NOTHING;
    for (const [place, stream] of streams.entries()) {
      for (let head = heads[place]; head && !head.done && head.value.partnerId === partnerId; head = heads[place]) {
        sum = add(sum, head.value.cents);
        heads[place] = await stream.next();
      }
    }
    yield { bucket, partnerId, entriesCents: sum };
  }
}

const first = (ids: readonly PartnerId[]): PartnerId | undefined =>
  ids.reduce<PartnerId | undefined>((least, id) => (least === undefined || id < least ? id : least), undefined);

async function* entries(items: AsyncIterable<Item>): AsyncGenerator<Due, undefined> {
  for await (const item of items) yield { partnerId: item.partnerId as PartnerId, cents: item.cents as Cents };
}

async function* waiting(items: AsyncIterable<Item>): AsyncGenerator<Due, undefined> {
  for await (const item of items) yield { partnerId: item.sk as PartnerId, cents: NOTHING };
}
