/** Queues again what is still previewed or committed: its message was given up, or the queue failed after the call. */
import type { WorkOnListMessage } from '../../contracts/referral-lists.ts';
import type { ListQueue } from '../../ports/list-queue.ts';
import type { ReferralLists } from '../../ports/referral-lists.ts';

/** So many at a time: an outage may have left any number of them. */
const AT_ONCE = 500;

/** A list whose message is under way all the same comes twice, and is worked on once. */
export async function queueOpenLists({
  lists,
  queue,
}: {
  readonly lists: Pick<ReferralLists, 'open'>;
  readonly queue: ListQueue;
}): Promise<{ queued: number }> {
  let queued = 0;
  let messages: WorkOnListMessage[] = [];
  const send = async () => {
    await queue.send(messages);
    queued += messages.length;
    messages = [];
  };
  for await (const listId of lists.open()) {
    messages.push({ listId });
    if (messages.length === AT_ONCE) await send();
  }
  if (messages.length > 0) await send();
  return { queued };
}
