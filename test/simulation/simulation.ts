/** One program's life under one seed: the real use cases in a cloud that breaks, with a watch over every step. */
import { intakeLedger } from '../../shared/adapters/ledger/intake-ledger.ts';
import { settlementLedger } from '../../shared/adapters/ledger/settlement-ledger.ts';
import { MemoryStore } from '../../shared/adapters/memory/memory-store.ts';
import type { BillingEventInput } from '../../shared/contracts/billing-events.ts';
import type { LookMessage, SettleBatchMessage } from '../../shared/contracts/settlement.ts';
import { bucketOf } from '../../shared/domain/bucket.ts';
import type { PartnerId } from '../../shared/domain/ids.ts';
import type { ProgramSettings } from '../../shared/domain/program-settings.ts';
import type { IntakeLedger } from '../../shared/ports/intake-ledger.ts';
import type { ReconcileDependencies } from '../../shared/usecases/settlement/dependencies.ts';
import { type Cloud, invoke, type Tools } from './cloud/lambda.ts';
import { SimPayPal } from './cloud/sim-paypal.ts';
import { SimQueue } from './cloud/sim-queue.ts';
import { Workflow } from './cloud/workflow.ts';
import { momentOf } from './days.ts';
import { type Chance, chance } from './kernel/chance.ts';
import { Faults } from './kernel/faults.ts';
import { Trace } from './kernel/trace.ts';
import { type End, type Process, World } from './kernel/world.ts';
import { Earned } from './oracle/earned.ts';
import { problemsAtTheEnd } from './oracle/ending.ts';
import { Broken, ProgramWatch } from './oracle/program-watch.ts';
import { addressOf, partnerOfAddress, type Story, story } from './story.ts';

/** Somebody who does something in the program. A new one is a file in `actors/` and a line in `cast.ts`. */
export interface Actor {
  readonly name: string;
  /** Plans what it will do; from then on the clock runs. */
  begin(simulation: Simulation): void;
}

/** More than anybody changes an address in a simulation. */
const ADDRESSES = 12;

const FROZEN_EVERY = 8;

function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const part of Object.values(value)) freeze(part);
}

export class Simulation implements Cloud {
  readonly chance: Chance;
  readonly trace: Trace;
  readonly world: World;
  readonly faults: Faults;
  readonly story: Story;
  readonly store: MemoryStore;
  readonly queue: SimQueue<SettleBatchMessage>;
  /** Of what should be looked at, at PayPal and now. */
  readonly looks: SimQueue<LookMessage>;
  readonly paypal: SimPayPal;
  readonly workflow: Workflow;
  readonly earned: Earned;
  readonly watch: ProgramWatch;
  /** Fridays that came, whatever became of their runs. */
  fridays = 0;
  /** Interesting paths, and how often each was taken. */
  readonly paths = new Map<string, number>();
  readonly #events = new Map<string, BillingEventInput>();
  readonly #buckets: ReadonlySet<number>;
  #ids = 0;

  constructor(seed: number, weeks: number, tell?: (line: string) => void) {
    this.chance = chance(seed);
    this.trace = new Trace(tell);
    this.story = story(this.chance, weeks);
    this.world = new World(momentOf(53, 12), this.chance, this.trace);
    this.faults = new Faults(this.chance);
    this.earned = new Earned(this.story.settings);
    // Processes are handed the stored items themselves; in some programs nobody can change one without an error.
    const isFrozen = seed % FROZEN_EVERY === 0;
    this.store = new MemoryStore((before, after) => {
      if (isFrozen) freeze(after);
      this.#watched(() => this.watch.changed(before, after));
    });
    this.queue = new SimQueue(this.world, this.faults);
    this.looks = new SimQueue(this.world, this.faults);
    this.paypal = new SimPayPal(this.world, this.faults);
    this.workflow = new Workflow(this);
    const { partners } = this.story;
    this.#buckets = new Set(partners.map((partner) => bucketOf(partner as PartnerId)));
    this.watch = new ProgramWatch({
      world: this.world,
      earned: this.earned,
      books: this.paypal.books,
      partners,
      partnerOf: partnerOfAddress,
      receiversOf: (partner) => this.receiversOf(partner),
      isRunning: (owner) => this.workflow.running.has(owner),
      payPal: this.paypal,
      eventOf: (id) => this.eventOf(id),
    });
    this.paypal.accepted = (batch) => this.watch.accepted(batch);
    for (const { event } of this.story.news) this.#events.set(event.id, event);
    this.store.put({ pk: 'PROGRAM', sk: 'SETTINGS', settings: this.story.settings });
  }

  readonly changed = (): void => this.#watched(() => this.watch.settled());
  readonly reach = (path: string): void => void this.paths.set(path, (this.paths.get(path) ?? 0) + 1);
  readonly nextId = (): string => {
    this.#ids += 1;
    return `id-${String(this.#ids).padStart(20, '0')}`;
  };

  readonly receiversOf = (partner: string): readonly string[] =>
    Array.from({ length: ADDRESSES }, (_, version) => addressOf(partner, version));

  readonly eventOf = (id: string): BillingEventInput | undefined => this.#events.get(id);

  readonly settlement = ({ table, gateway, queue, clock }: Tools): ReconcileDependencies => ({
    ledger: settlementLedger(table),
    gateway,
    queue,
    clock,
    alarm: (what, { state, error }) => this.reach(`alarm: ${what}${(state ?? error) ? ` (${state ?? error})` : ''}`),
    post: async () => {},
  });

  /** One invocation of a function of the program. */
  invoke<Result>(
    name: string,
    limitSeconds: number,
    work: (tools: Tools) => Promise<Result>,
    ended: (end: End<Result>) => void = () => {},
  ): Process {
    return invoke(this, name, limitSeconds, work, ended);
  }

  readonly isUsed = (bucket: number): boolean => this.#buckets.has(bucket);

  readonly unexpected = (name: string, error: Error): void => {
    this.world.fail(new Broken(`${name} failed: ${error.stack}`));
  };

  /** As a function begins that takes news in. */
  async intake({ table, clock }: Tools): Promise<{ ledger: IntakeLedger; settings: ProgramSettings }> {
    const ledger = intakeLedger(table);
    return { ledger, settings: await ledger.begin(clock.now()) };
  }

  /** Who watches from within a step must not look as if the step had failed. */
  #watched(look: () => void): void {
    try {
      look();
    } catch (error) {
      this.world.fail(error as Error);
    }
  }

  /** Something planned for a day, at an hour. */
  on(day: number, hour: number, act: () => void): void {
    this.world.at(momentOf(day, hour), act);
  }

  /** @throws Broken for the first thing that is as it must never be, and whatever the program throws where it must not. */
  async live(cast: readonly Actor[]): Promise<void> {
    for (const actor of cast) actor.begin(this);
    this.on(this.story.calmFrom, 0, () => {
      this.faults.on = false;
      this.paypal.isOut = false;
      this.paypal.isSilent = false;
      this.faults.busyFunction = undefined;
      this.paypal.hasFunds = true;
      this.paypal.invalid.clear();
    });
    await this.world.run();
    const room = { ...this.#ending(), now: this.world.now };
    const [problem] = problemsAtTheEnd(room);
    if (problem !== undefined) throw new Broken(`at the end: ${problem}`);
  }

  #ending() {
    const { store, watch, earned, reach, receiversOf } = this;
    return { store, watch, earned, reach, receiversOf, books: this.paypal.books, partners: this.story.partners };
  }
}
