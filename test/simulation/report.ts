/** What a simulation of many seeds came to: how long, what went wrong how often, which paths were taken. */
import { FAULTS, type Fault } from './kernel/faults.ts';
import type { SeedResult } from './run-seed.ts';

export class Report {
  /** Lived and checked, the calm ones at each program's end among them. */
  fridays = 0;
  seeds = 0;
  steps = 0;
  readonly broken: SeedResult[] = [];
  readonly faults = new Map<string, number>();
  readonly paths = new Map<string, number>();

  add(result: SeedResult): void {
    this.seeds += 1;
    this.fridays += result.fridays;
    this.steps += result.steps;
    if (result.broken !== undefined) this.broken.push(result);
    count(this.faults, result.faults as Readonly<Record<string, number>>);
    count(this.paths, result.paths);
  }

  /** Kinds of fault that never happened: a simulation that is long enough has none. */
  neverHit(): Fault[] {
    return (Object.keys(FAULTS) as Fault[]).filter((fault) => !this.faults.has(fault));
  }

  /** Of 52 Fridays each. */
  get years(): number {
    return this.fridays / 52;
  }

  text(seconds: number): string {
    const perMinute = Math.round((this.years / seconds) * 60);
    return [
      '',
      'faults injected',
      ...(Object.keys(FAULTS) as Fault[]).map((fault) => line(fault, this.faults.get(fault) ?? 0)),
      '',
      'paths taken',
      ...[...this.paths].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, times]) => line(path, times)),
      '',
      `${this.years.toFixed(1)} program-years in ${seconds.toFixed(1)} s (${perMinute} a minute): ${this.seeds} seeds, ${this.fridays} Fridays, ${this.steps} steps`,
      '',
    ].join('\n');
  }
}

const line = (what: string, times: number): string => `${String(times).padStart(9)}  ${what}`;

function count(into: Map<string, number>, more: Readonly<Record<string, number>>): void {
  for (const [name, times] of Object.entries(more)) into.set(name, (into.get(name) ?? 0) + times);
}

/** One line that lives a broken seed again, step for step. */
export const replayLine = ({ seed, weeks, hash, broken }: SeedResult): string =>
  `seed ${seed} broke (trace ${hash}): ${broken?.split('\n')[0]}; again: npm run simulate -- --seed ${seed} --weeks ${weeks}`;
