/** Dead-letter queues in memory that hand messages out as SQS does: whoever was handed one has it for a while. */
import { instant } from '../../shared/domain/calendar/time-zone.ts';
import type {
  DeadLetter,
  DeadLetterQueue,
  DeadLetters,
  RedrivableQueue,
  TakeDeadLetters,
} from '../../shared/ports/dead-letters.ts';

interface Kept {
  readonly queue: DeadLetterQueue;
  readonly letter: DeadLetter;
  hiddenUntil: number;
}

export class MemoryDeadLetters implements DeadLetters {
  readonly kept: Kept[] = [];
  /** Bodies that went back to where they came from. */
  readonly sentBack: { readonly queue: RedrivableQueue; readonly body: string }[] = [];
  /** In seconds. */
  time = 0;
  /** Whoever deletes these messages has no answer. */
  readonly notDeletable = new Set<string>();

  put(queue: DeadLetterQueue, messageId: string, body = `body of ${messageId}`): void {
    const letter = { messageId, body, sentAt: instant(0), receiveCount: 5, receipt: `receipt of ${messageId}` };
    this.kept.push({ queue, letter, hiddenUntil: 0 });
  }

  idsIn(queue: DeadLetterQueue): string[] {
    return this.kept.filter((each) => each.queue === queue).map(({ letter }) => letter.messageId);
  }

  async counts(queue: DeadLetterQueue) {
    const own = this.kept.filter((each) => each.queue === queue);
    const hidden = own.filter(({ hiddenUntil }) => hiddenUntil > this.time).length;
    return { waiting: own.length - hidden, hidden };
  }

  async *take(queue: DeadLetterQueue, { most, hideSeconds, waitSeconds, wanted }: TakeDeadLetters) {
    const own = this.kept.filter((each) => each.queue === queue);
    // Whoever waits sees what comes back meanwhile.
    if (own.every(({ hiddenUntil }) => hiddenUntil > this.time)) this.time += waitSeconds;
    const visible = own.filter(({ hiddenUntil }) => hiddenUntil <= this.time);
    const taken = wanted ? visible : visible.slice(0, most);
    for (const each of taken) each.hiddenUntil = this.time + hideSeconds;
    const asked = taken.map(({ letter }) => letter).filter(({ messageId }) => wanted?.includes(messageId) ?? true);
    for (let from = 0; from < asked.length; from += 10) yield asked.slice(from, from + 10);
  }

  async sendBack(queue: RedrivableQueue, { body }: DeadLetter): Promise<void> {
    this.sentBack.push({ queue, body });
  }

  async delete(queue: DeadLetterQueue, { messageId }: DeadLetter): Promise<void> {
    if (this.notDeletable.has(messageId)) throw new Error(`no answer to the deletion of ${messageId}`);
    const place = this.kept.findIndex((each) => each.queue === queue && each.letter.messageId === messageId);
    this.kept.splice(place, 1);
  }
}
