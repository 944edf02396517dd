/** What can be done about a payout or a batch that waits, and what it does. */
import type { components } from '../../api/schema.made.ts';
import type { Tone } from '../../parts/tag.tsx';

export type PayoutException = components['schemas']['PayoutException'];
export type WaitingPayout = Extract<PayoutException, { kind: 'payout' }>;
export type ParkedBatch = Extract<PayoutException, { kind: 'batch' }>;
export type ExceptionAction = PayoutException['actions'][number];

export const STATES: Readonly<Record<WaitingPayout['state'], { readonly words: string; readonly tone: Tone }>> = {
  unclaimed: { words: 'unclaimed', tone: 'waiting' },
  blocked: { words: 'blocked', tone: 'bad' },
  refunded: { words: 'sent back', tone: 'bad' },
  reversed: { words: 'reversed', tone: 'bad' },
};

interface ActionWords {
  readonly title: string;
  readonly effect: string;
  readonly tone?: 'danger';
}

export const ACTIONS: Readonly<Record<ExceptionAction, ActionWords>> = {
  look: {
    title: 'Look at PayPal',
    effect: 'PayPal is asked now what became of it. What it answers is written down, and nothing is sent.',
  },
  cancel: {
    title: 'Cancel the payout',
    effect:
      'PayPal is asked to cancel it. The amount is back on the balance once PayPal shows it as returned; if it is claimed meanwhile, it is paid.',
    tone: 'danger',
  },
  'put-back': {
    title: 'Put back on the balance',
    effect: 'The amount is on the balance again, and the next run pays it, unless something holds it.',
  },
  'write-off': {
    title: 'Write off',
    effect:
      'It counts as paid, and nothing more is owed for it. Above the limit for adjustments it is proposed, and another person of finance has to do the same.',
    tone: 'danger',
  },
};
