/** Freezes a partner's payouts by their own word, signed in or by a link. Only operations lift it. */
import type { PartnerId } from '../../domain/ids.ts';
import type { Partner } from '../../domain/partner.ts';
import type { Link } from '../../ports/links.ts';
import {
  type Circumstances,
  changeProfile,
  type DecidedChange,
  type Occasion,
  type ProfileDependencies,
  type ProfileOutcome,
} from './change-profile.ts';
import { newMail } from './new-mail.ts';

export const freezePayouts = (
  id: PartnerId,
  occasion: Occasion,
  dependencies: ProfileDependencies,
): Promise<ProfileOutcome<never>> =>
  changeProfile({ id }, occasion, dependencies, ({ partner }, circumstances) =>
    partner.frozen
      ? { kind: 'unchanged' }
      : { kind: 'change', change: freezing(partner, occasion, circumstances, dependencies) },
  );

/** @param usedLink over with the change. */
export const freezing = (
  partner: Partner,
  { now }: Occasion,
  { today }: Circumstances,
  { ids }: ProfileDependencies,
  usedLink?: Link,
): DecidedChange => ({
  after: { ...partner, frozen: true },
  action: 'partner.freeze',
  from: { frozen: false },
  to: { frozen: true },
  mails: [newMail('payouts-frozen', partner.email, { frozenOn: today }, { partnerId: partner.id, now, ids })],
  ...(usedLink ? { usedLink } : {}),
});
