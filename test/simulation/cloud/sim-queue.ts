/** A queue: at least once, in any order, sometimes late, sometimes never; a message that failed five times is given up. */
import type { Faults } from '../kernel/faults.ts';
import type { End, Process, World } from '../kernel/world.ts';
import { NoAnswerFrom } from './no-answer.ts';

/** As the stack sets it: six times the worker's 120 s, five tries. */
const VISIBILITY_MS = 12 * 60_000;
const TRIES = 5;
const MINUTE = 60_000;

interface Held<Message> {
  readonly message: Message;
  tries: number;
}

export class SimQueue<Message> {
  /** Starts a worker for a message, and tells how it ended. */
  worker: (message: Message, ended: (end: End<unknown>) => void) => void = () => {};
  givenUp = 0;
  readonly #world: World;
  readonly #faults: Faults;

  constructor(world: World, faults: Faults) {
    this.#world = world;
    this.#faults = faults;
  }

  for(process: Process): { send(messages: readonly Message[]): Promise<void> } {
    const { chance } = this.#world;
    return {
      send: (messages) =>
        this.#world.step(process, `queue ${messages.length} messages`, chance.between(5, 60), () => {
          const crash = this.#faults.draw('process');
          if (crash === 'crash before a step') {
            process.died(crash);
            return;
          }
          const trouble = this.#faults.draw('queue');
          if (trouble === 'queue did not take it') throw new NoAnswerFrom('the queue');
          for (const message of messages) this.#take(message);
          if (crash === 'crash after a step') process.died(crash);
          if (trouble === 'queue took it and did not answer') throw new NoAnswerFrom('the queue');
        }),
    };
  }

  #take(message: Message): void {
    const { chance, now } = this.#world;
    const held: Held<Message> = { message, tries: 0 };
    const soon = (): number => chance.between(20, 2_000);
    switch (this.#faults.draw('delivery')) {
      case 'message lost':
        return;
      case 'message delivered twice':
        // At once, within the lease of the first worker, or long after it.
        this.#deliver(held, now + soon());
        this.#deliver({ ...held }, now + chance.pick([0, 100, 20_000, 140_000, 160_000, 20 * MINUTE]));
        return;
      case 'message delayed':
        this.#deliver(held, now + chance.between(1, 600) * MINUTE);
        return;
      case 'message deleted too late':
        this.#deliver(held, now + soon());
        this.#deliver(held, now + VISIBILITY_MS + soon());
        return;
      default:
        this.#deliver(held, now + soon());
    }
  }

  #deliver(held: Held<Message>, at: number): void {
    this.#world.at(at, () => {
      if (held.tries >= TRIES) {
        this.givenUp += 1;
        return;
      }
      held.tries += 1;
      this.worker(held.message, (end) => {
        if (end.kind === 'done') return;
        this.#deliver(held, at + VISIBILITY_MS + this.#world.chance.between(0, 500));
      });
    });
  }
}
