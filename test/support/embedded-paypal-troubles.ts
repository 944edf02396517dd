/** PayPal answers badly: a group of partners for each kind of trouble, so that one Friday sees them all. */
import type { FaultOrder } from '../../local/paypal/faults.ts';
import { partnersOfGroup, weekOf } from './embedded-weeks.ts';

type Trouble = Omit<FaultOrder, 'senderBatchId' | 'when'>;

const TROUBLES: readonly { readonly why: string; readonly faults: readonly Trouble[] }[] = [
  { why: 'times out after it accepted', faults: [{ effect: 'hang', stage: 'after' }] },
  { why: 'resets the connection after it accepted', faults: [{ effect: 'reset', stage: 'after' }] },
  { why: 'resets the connection before it heard anything', faults: [{ effect: 'reset', stage: 'before', times: 2 }] },
  {
    why: 'answers 500 and 503, before and after it accepted',
    faults: [
      { effect: 'internal-error', stage: 'before' },
      { effect: 'unavailable', stage: 'after' },
      { effect: 'internal-error', stage: 'after' },
    ],
  },
  { why: 'accepts with half a document', faults: [{ effect: 'malformed-json', stage: 'after' }] },
  { why: 'accepts with a web page', faults: [{ effect: 'html', stage: 'after' }] },
  { why: 'accepts without a content type', faults: [{ effect: 'no-content-type', stage: 'after' }] },
  {
    why: 'accepts with an empty body, and cuts off the next answer',
    faults: [
      { effect: 'empty', stage: 'after' },
      { effect: 'truncated', stage: 'after' },
    ],
  },
  { why: 'is asked too often', faults: [{ effect: 'rate-limited', stage: 'before', times: 2 }] },
  { why: 'takes no token for a while', faults: [{ effect: 'unauthorized', stage: 'before', times: 3 }] },
];

export const TROUBLED_GROUPS = 16;

export const troubles = TROUBLES.map((trouble, group) => ({
  ...trouble,
  partners: partnersOfGroup(group, TROUBLED_GROUPS, 2),
  batchId: (week: number) => `payout-${weekOf(week)}-g${String(group).padStart(2, '0')}-0001-1`,
}));
