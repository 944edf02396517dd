/** The API benchmark's report: what each route takes and asks at each size, and what of that is gated. */
import { availableParallelism, cpus, loadavg, platform } from 'node:os';
import type { MeasuredCell } from './measured-api.ts';
import type { CallTime } from './partner-laptop.ts';
import { amount, textTable } from './text-table.ts';

/** For the handler's 99th percentile of a partner with so many entries. */
const GOAL_MS = 25;
const GOAL_ENTRIES = 10_000;

export function report(cells: readonly MeasuredCell[], calls: number, problems: readonly string[]): string {
  const sizes = sizesOf(cells);
  return `${[heading(sizes, calls), table(cells), goal(cells), gate(cells, problems)].join('\n\n')}\n`;
}

/** The nearest rank: a value that was measured. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** Counts alone decide, so that it decides the same on every machine. Each problem is a sentence. */
export function gateProblems(cells: readonly MeasuredCell[]): string[] {
  return [...Map.groupBy(cells, ({ route }) => route)].flatMap(([{ title, kind, most }, ofRoute]) => {
    const requests = ofRoute.map(({ counts }) => counts.requests);
    const differ = kind === 'summary' && new Set(requests).size > 1;
    const over = ofRoute.filter(({ counts }) => counts.requests > most.requests || counts.readUnits > most.readUnits);
    return [
      ...(differ ? [`${title} asks more of one size than of another: ${requests.join(', ')} requests`] : []),
      ...over.map(
        ({ partner, counts }) =>
          `${title} at ${amount(partner.entries)} entries: ${counts.requests} requests, ${amount(counts.readUnits)} read units; allowed are ${most.requests} and ${most.readUnits}`,
      ),
    ];
  });
}

const handlerMs = (time: CallTime): number => time.handlerMs;
const sizesOf = (cells: readonly MeasuredCell[]): number[] => [...new Set(cells.map(({ partner }) => partner.entries))];

function heading(sizes: readonly number[], calls: number): string {
  return [
    `How fast the API answers a partner with ${sizes.map(amount).join(', ')} entries`,
    `  command  node bench/api-speed.ts --entries ${sizes.join(',')} --calls ${calls}`,
    `  machine  ${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), Node ${process.version}, ${platform()}, load ${loadavg()[0]?.toFixed(1)} (its own is about 1)`,
    '  handler  within the function, its waiting for DynamoDB on this machine included; http: gateway and authorizer, too',
    `  calls    ${calls} of each, one at a time, taking turns over routes and sizes; requests and read units are one call's`,
  ].join('\n');
}

function table(cells: readonly MeasuredCell[]): string {
  const right = { align: 'right' } as const;
  const ms = (values: readonly number[], share: number): string => percentile(values, share).toFixed(1);
  const rows = [...Map.groupBy(cells, ({ route }) => route)].flatMap(([route, ofRoute]) =>
    ofRoute.map(({ partner, counts, times }, place) => [
      place === 0 ? route.title : '',
      amount(partner.entries),
      ms(times.map(handlerMs), 0.5),
      ms(times.map(handlerMs), 0.99),
      ms(
        times.map(({ httpMs }) => httpMs),
        0.99,
      ),
      amount(counts.requests),
      amount(counts.readUnits),
    ]),
  );
  return textTable(
    [
      { title: 'route' },
      { title: 'entries', ...right },
      { title: 'handler p50 ms', ...right },
      { title: 'p99 ms', ...right },
      { title: 'http p99 ms', ...right },
      { title: 'requests', ...right },
      { title: 'read units', ...right },
    ],
    rows,
  );
}

function goal(cells: readonly MeasuredCell[]): string {
  const measured = cells
    .filter(({ partner }) => partner.entries === GOAL_ENTRIES)
    .map(({ route, times }) => ({ title: route.title, p99: percentile(times.map(handlerMs), 0.99) }))
    .sort((a, b) => b.p99 - a.p99);
  const [slowest] = measured;
  if (!slowest) return `No partner has ${amount(GOAL_ENTRIES)} entries: the goal is not looked at.`;
  const missed = measured.filter(({ p99 }) => p99 > GOAL_MS);
  const verdict = missed.length === 0 ? 'held' : `MISSED by ${missed.map(({ title }) => title).join('; ')}`;
  return `Goal: p99 of a handler at ${amount(GOAL_ENTRIES)} entries within ${GOAL_MS} ms: ${verdict}. The slowest is ${slowest.title}, ${slowest.p99.toFixed(1)} ms. Not gated: time is this machine's.`;
}

function gate(cells: readonly MeasuredCell[], problems: readonly string[]): string {
  const summaries = new Set(cells.filter(({ route }) => route.kind === 'summary').map(({ route }) => route)).size;
  if (problems.length > 0)
    return `Gate: ${problems.length} problems\n${problems.map((each) => `  ${each}`).join('\n')}`;
  return `Gate: ${summaries} summaries ask as much of the largest as of the smallest; all routes are within what they may read.`;
}
