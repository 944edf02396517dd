/** What a life of the program came to, on the ledger's side and on PayPal's, and how two lives differ. Pure but for the reading. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { witnessIn } from '../../local/paypal/witness.ts';
import type { WitnessedBatch } from '../../shared/ports/books.ts';

export interface Outcome {
  /** One line for each partner of each run. */
  readonly decisions: readonly string[];
  readonly payPal: readonly WitnessedBatch[];
}

export const DECISIONS = 'decisions.json';

export const outcomeIn = (stateDir: string): Outcome => {
  const file = join(stateDir, DECISIONS);
  return {
    decisions: existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [],
    payPal: witnessIn(join(stateDir, 'paypal.jsonl')),
  };
};

/** What is wrong with a life that was killed, held against a calm one: a sentence each. */
export function differences(calm: Outcome, killed: Outcome): string[] {
  return [
    ...inOneOnly('the ledger', calm.decisions, killed.decisions),
    ...inOneOnly('PayPal', itemLines(calm), itemLines(killed)),
    ...itemsTwice(killed),
    ...sumsThatDiffer(calm, killed),
  ];
}

function inOneOnly(whose: string, calm: readonly string[], killed: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const line of calm) left.set(line, (left.get(line) ?? 0) + 1);
  for (const line of killed) left.set(line, (left.get(line) ?? 0) - 1);
  return [...left].flatMap(([line, count]) =>
    count === 0 ? [] : `${whose}: ${count > 0 ? 'missing after the kills' : 'only after the kills'}: ${line}`,
  );
}

/** By their own ids, not by PayPal's, which are new in each life. */
const itemLines = ({ payPal }: Outcome): string[] =>
  payPal.flatMap(({ items }) =>
    items.map(({ senderItemId, receiver, cents, status }) => `${senderItemId} ${receiver} ${cents} ${status}`),
  );

/** Twice under one id, or twice for one receiver and week under two. */
function itemsTwice({ payPal }: Outcome): string[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { items } of payPal) {
    for (const { senderItemId, receiver } of items) {
      for (const key of [senderItemId, `${senderItemId.slice(0, 'yyyy-mm-dd'.length)} ${receiver}`]) {
        if (seen.has(key)) twice.add(key);
        seen.add(key);
      }
    }
  }
  return [...twice].map((key) => `PayPal was asked twice: ${key}`);
}

function sumsThatDiffer(calm: Outcome, killed: Outcome): string[] {
  const before = sums(calm);
  const after = sums(killed);
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((receiver) => before.get(receiver) !== after.get(receiver))
    .map((receiver) => `PayPal's sum for ${receiver}: ${after.get(receiver) ?? 0}, calm ${before.get(receiver) ?? 0}`);
}

function sums({ payPal }: Outcome): Map<string, number> {
  const sum = new Map<string, number>();
  for (const { items } of payPal)
    for (const { receiver, cents } of items) sum.set(receiver, (sum.get(receiver) ?? 0) + cents);
  return sum;
}
