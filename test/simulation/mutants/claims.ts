/** Bugs of claims and of PayPal's webhooks: whose word counts, how far a claim reaches, what a hint moves. */
import { inFile, type Mutant } from './mutant.ts';

const referrer = inFile('shared/domain/client-referrer.ts');
const claim = inFile('shared/domain/claim.ts');
const confirm = inFile('shared/usecases/claims/confirm-claim.ts');
const make = inFile('shared/usecases/claims/make-claim.ts');
const end = inFile('shared/usecases/claims/end-claim.ts');
const claimWrites = inFile('shared/adapters/ledger/claim-writes.ts');
const settled = inFile('shared/usecases/settlement/look-at-settled.ts');
const look = inFile('shared/usecases/settlement/look-now.ts');

export const CLAIMS: readonly Mutant[] = [
  referrer('older-claim-wins', 'of two confirmed claims the one decided first earns', [
    'corrections.findLast(({ from }) => from <= day)?.partner ?? referrer;',
    'corrections.find(({ from }) => from <= day)?.partner ?? referrer;',
  ]),
  referrer('claim-moves-all-payments', 'payments before the claim reaches change hands', [
    'corrections.findLast(({ from }) => from <= day)?.partner ?? referrer;',
    'corrections.at(-1)?.partner ?? referrer;',
  ]),
  referrer('claim-not-taken-back', 'a confirmation that is taken back goes on earning', [
    'corrections.filter(({ claimId }) => claimId !== claim);',
    'corrections.filter(({ claimId }) => claimId !== claim || corrections.length > 0);',
  ]),
  claim('claim-reaches-31-days', 'a claim reaches back a day too far', [
    'addDays(madeOn, -claimReachDays);',
    'addDays(madeOn, -claimReachDays - 1);',
  ]),
  claim('claims-not-closed', 'a second claim is confirmed that the first has closed', [
    'claimId !== id && nr > openedAfter',
    'claimId !== id && nr > openedAfter + 1_000',
  ]),
  claim('claim-open-a-day-more', 'a claim is decided on the day on which it is over', [
    `return today < claim.expiresOn ? 'open' : 'expired';`,
    `return today <= claim.expiresOn ? 'open' : 'expired';`,
  ]),
  confirm('ended-claim-confirmed', 'a claim that was denied is confirmed after all', [
    `if (state !== 'open') return { kind: 'refused', why: state };`,
    `if (state === 'confirmed') return { kind: 'refused', why: state };`,
  ]),
  confirm('claimant-not-read', 'what a claim moves is taken from one partner and filed for none', [
    '    [claimant],\n',
    '    [],\n',
  ]),
  end('ended-claim-denied', 'a claim that was confirmed is denied after all', [
    `if (state !== 'open') return { kind: 'refused', why: state };`,
    `if (state === 'denied') return { kind: 'refused', why: state };`,
  ]),
  make('own-account-claimed', 'partners claim themselves', [
    'if (isOwnAccount(client, partner))',
    'if (!isOwnAccount(client, partner) && client.owner === undefined)',
  ]),
  claimWrites('denied-claim-repeated', 'a denied claim is made again the next day', [
    'value: addDays(today, 1 - REPEAT_DAYS)',
    'value: addDays(today, 1)',
  ]),
  {
    ...settled('sent-back-is-returned', 'what a receiver sent back is paid again', [
      `item.status === 'REFUNDED' ? 'refunded' : 'reversed'`,
      `item.status === 'REFUNDED' ? 'returned' : 'reversed'`,
    ]),
    tests: ['test/usecases/settlement/look-now.test.ts'],
  },
  look(
    'webhook-believed',
    'a batch is whatever a webhook says that it is',
    [
      'const standing = await lookAt(batch, {',
      'const standing = await lookAt({ ...batch, ...(order.payoutBatchId === undefined ? {} : { payoutBatchId: order.payoutBatchId }) }, {',
    ],
    [
      '(batch.payoutBatchId ?? order.payoutBatchId) !== order.payoutBatchId',
      'order.payoutBatchId === batch.senderBatchId',
    ],
  ),
];
