/** A link for a mail: what it is for goes into the ledger, its signed address into the mail. */
import { type Instant, instant } from '../../domain/calendar/time-zone.ts';
import type { Partner } from '../../domain/partner.ts';
import type { Ids } from '../../ports/ids.ts';
import type { Link, LinkPurpose, LinkTokens } from '../../ports/links.ts';

export interface LinkMaker {
  readonly ids: Ids;
  readonly tokens: LinkTokens;
  /** What the addresses begin with: the API's own address, without a slash at its end. */
  readonly linkBase: string;
}

const HOUR_MS = 3_600_000;
export const CONFIRMATION_HOURS = 48;
/** A month in which somebody may be away. */
const FREEZE_HOURS = 30 * 24;

export async function newLink(
  purpose: LinkPurpose,
  now: Instant,
  hours: number,
  { ids, tokens, linkBase }: LinkMaker,
): Promise<{ readonly link: Link; readonly url: string }> {
  const link: Link = { id: ids.next(), purpose, expiresAt: instant(now + hours * HOUR_MS) };
  const page = purpose.kind === 'answer-claim' ? 'claims' : 'links';
  return { link, url: `${linkBase}/${page}/${await tokens.sign(link)}` };
}

/** Good until operations lift a freeze: what it warned of is settled then. */
export const newFreezeLink = (
  { id, freezesLifted = 0 }: Pick<Partner, 'id' | 'freezesLifted'>,
  now: Instant,
  maker: LinkMaker,
): ReturnType<typeof newLink> =>
  newLink({ kind: 'freeze-payouts', partnerId: id, freezesLifted }, now, FREEZE_HOURS, maker);
