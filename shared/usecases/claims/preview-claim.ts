/** What a decision on a claim would move, to the cent: the ledger's own filing, and nothing written. */
import type * as z from 'zod';
import type { previewClaim as declared } from '../../contracts/api/ops-claims.ts';
import { type Instant, localDayOf } from '../../domain/calendar/time-zone.ts';
import { type Claim, claimStateOn } from '../../domain/claim.ts';
import type { Client } from '../../domain/client.ts';
import { referrerOn, withCorrection, withoutCorrection } from '../../domain/client-referrer.ts';
import type { Posting } from '../../domain/filing.ts';
import type { ClaimId, PartnerId, PaymentId } from '../../domain/ids.ts';
import { NOTHING, negate, subtract, sumOf } from '../../domain/money/cents.ts';
import type { ProgramSettings } from '../../domain/program-settings.ts';
import { asLastSaid, tallyOf } from '../../domain/tally.ts';
import { type ClientRecord, type IntakeSnapshot, NO_KEYS, type PaymentRecord } from '../../ports/intake-ledger.ts';
import { filePayment } from '../intake/file-payment.ts';
import type { Refusal } from '../once.ts';
import type { ClaimReads } from './show-ops-claims.ts';

export type MovedMoney = z.input<(typeof declared)['answer']['body']>;

export type ClaimPreview =
  | { readonly kind: 'moves'; readonly money: MovedMoney }
  | { readonly kind: 'refused'; readonly why: Refusal };

export async function previewClaim(
  id: ClaimId,
  decision: 'confirm' | 'reopen',
  now: Instant,
  { claims, intake, ledger }: ClaimReads,
): Promise<ClaimPreview> {
  const claim = (await claims.find(id))?.claim;
  if (!claim) return refused(404, 'There is no such claim');
  if (claim.clientId === undefined) return refused(409, 'Nobody knows yet which client the claim means');
  const settings = await ledger.settings();
  const payments = await intake.paymentIdsOf(claim.clientId);
  const keys = { ...NO_KEYS, clients: [claim.clientId], partners: [claim.partnerId], payments };
  const snapshot = await intake.load(keys);
  const record = snapshot.clients.get(claim.clientId);
  if (!record) return refused(404, 'There is no such client');
  const state = claimStateOn(claim, localDayOf(now, settings.timeZone), record.client);
  if (decision === 'confirm' && state !== 'open') return refused(409, `The claim is ${state}`);
  if (decision === 'reopen' && (state === 'open' || state === 'refused')) return refused(409, `The claim is ${state}`);
  const after = { ...record, client: decidedClient(claim, decision, record.client) };
  const money = await movedMoney(payments, record, after, snapshot, settings);
  const partners = await ledger.findMany(money.partners.map(({ partnerId }) => partnerId as PartnerId));
  const names = new Map<string, string>(partners.map(({ partner }) => [partner.id, partner.name]));
  return {
    kind: 'moves',
    money: {
      decision,
      reachesFrom: claim.reachesFrom,
      payments: money.payments,
      partners: money.partners.map((each) => ({ ...each, partnerName: names.get(each.partnerId) })),
    },
  };
}

/** Only a confirmed claim moves anything back; reopening another one asks the client again. */
function decidedClient(claim: Claim, decision: 'confirm' | 'reopen', client: Client): Client {
  const { id: claimId, partnerId: partner, reachesFrom: from } = claim;
  return decision === 'confirm'
    ? withCorrection(client, { claimId, partner, from })
    : withoutCorrection(client, claimId);
}

async function movedMoney(
  ids: readonly PaymentId[],
  before: ClientRecord,
  after: ClientRecord,
  snapshot: IntakeSnapshot,
  settings: ProgramSettings,
): Promise<Pick<MovedMoney, 'partners' | 'payments'>> {
  const moved = ids
    .flatMap((id) => snapshot.payments.get(id) ?? [])
    .map((payment) => ({ payment, filed: filePayment(payment, after, snapshot, settings).record.filed }))
    .filter(({ payment, filed }) => JSON.stringify(filed) !== JSON.stringify(payment.filed));
  const partners = [
    ...new Set(moved.flatMap(({ payment, filed }) => [...payment.filed, ...filed].map(({ partnerId }) => partnerId))),
  ].sort();
  return {
    partners: partners.map((partnerId) => moveOf(partnerId, moved, snapshot)),
    payments: moved.flatMap(({ payment, filed }) => {
      const facts = payment.payment;
      if (!facts) return [];
      const to = referrerOn(after.client, facts.day);
      const cents = tallyOf(filed.filter(({ partnerId }) => partnerId === to)).cents;
      return [{ paymentId: facts.id, day: facts.day, from: referrerOn(before.client, facts.day), to, cents }];
    }),
  };
}

interface Moved {
  readonly payment: PaymentRecord;
  readonly filed: readonly Posting[];
}

function moveOf(partner: PartnerId, moved: readonly Moved[], { firstOpenWeek }: IntakeSnapshot) {
  const own = (postings: readonly Posting[]): Posting[] =>
    asLastSaid(postings).filter(({ partnerId }) => partnerId === partner);
  const was = tallyOf(moved.flatMap(({ payment }) => own(payment.filed)));
  const is = tallyOf(moved.flatMap(({ filed }) => own(filed)));
  const open = firstOpenWeek(partner);
  const decided = sumOf(
    moved.flatMap(({ payment }) =>
      own(payment.filed)
        .filter((each) => each.weekEnding < open)
        .map((each) => each.cents),
    ),
  );
  const cents = subtract(is.cents, was.cents);
  return {
    partnerId: partner,
    cents,
    decidedCents: cents < 0 ? negate(decided) : NOTHING,
    voidCents: subtract(is.voidCents, was.voidCents),
    heldCents: subtract(is.heldCents, was.heldCents),
  };
}

const refused = (status: 404 | 409, title: string): ClaimPreview => ({ kind: 'refused', why: { status, title } });
