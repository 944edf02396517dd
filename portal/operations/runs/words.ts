/** Runs, their batches, payouts and executions in the words that operations use. */
import type { components } from '../../api/schema.made.ts';
import type { Tone } from '../../parts/tag.tsx';

type Schemas = components['schemas'];
export type Run = Schemas['Run'];
export type RunInFull = Schemas['RunInFull'];
export type RunItem = Schemas['RunItem'];
export type Execution = Schemas['Execution'];
export type Workflow = Schemas['Workflow'];
export type Breach = Run['breaches'][number];

export const RUN_TONES: Readonly<Record<Run['state'], Tone>> = {
  planning: 'waiting',
  held: 'bad',
  settling: 'waiting',
  closed: 'good',
  refused: 'quiet',
};

export const RUN_WORDS: Readonly<Record<Run['state'], string>> = {
  planning: 'It closes the week and decides about each partner. Nothing has been sent to PayPal.',
  held: 'It is over a cap. Nothing is sent to PayPal until finance releases it; what is neither released nor refused when the next Friday comes is refused.',
  settling: 'Its batches are with PayPal, or on their way there.',
  closed: 'It is over. What PayPal has not decided yet, the daily look finds.',
  refused: 'It was refused: every amount is back on its balance, and the next run decides anew.',
};

export const CAP_WORDS: Readonly<Record<string, string>> = {
  'max-run': 'Most of a run in all',
  'max-partner': 'Most of a run to one partner',
  jump: 'Jump against recent runs',
};

export const BATCH_TONES: Readonly<Record<RunInFull['batches'][number]['state'], Tone>> = {
  frozen: 'waiting',
  sending: 'waiting',
  accepted: 'waiting',
  settled: 'good',
  parked: 'bad',
  superseded: 'quiet',
  refused: 'quiet',
};

export const ITEM_WORDS: Readonly<Record<RunItem['state'], { readonly title: string; readonly tone: Tone }>> = {
  planned: { title: 'Planned', tone: 'waiting' },
  unclaimed: { title: 'Unclaimed', tone: 'waiting' },
  blocked: { title: 'Blocked', tone: 'bad' },
  paid: { title: 'Paid', tone: 'good' },
  failed: { title: 'Failed', tone: 'bad' },
  returned: { title: 'Returned', tone: 'bad' },
  canceled: { title: 'Canceled', tone: 'bad' },
  denied: { title: 'Denied', tone: 'bad' },
  refused: { title: 'Refused with its run', tone: 'quiet' },
  rejected: { title: 'PayPal would not take it', tone: 'bad' },
  refunded: { title: 'Sent back', tone: 'bad' },
  reversed: { title: 'Reversed', tone: 'bad' },
  'put-back': { title: 'Put back on the balance', tone: 'quiet' },
  'written-off': { title: 'Written off', tone: 'quiet' },
};

export const EXECUTION_TONES: Readonly<Record<Execution['status'], Tone>> = {
  running: 'waiting',
  succeeded: 'good',
  failed: 'bad',
  'timed-out': 'bad',
  aborted: 'bad',
};
