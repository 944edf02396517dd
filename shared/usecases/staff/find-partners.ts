/** Finds partners: by an e-mail they hold or held, by full name, or all of them page by page. */
import { comparableEmail } from '../../domain/email-address.ts';
import { comparableName } from '../../domain/full-name.ts';
import type { PartnerId } from '../../domain/ids.ts';
import type { Partner } from '../../domain/partner.ts';
import type { PartnerLedger } from '../../ports/partner-ledger.ts';

export interface PartnerSearch {
  readonly email?: string | undefined;
  readonly name?: string | undefined;
}

export async function findPartners(
  { email, name }: PartnerSearch,
  { after, limit }: { readonly after?: PartnerId; readonly limit: number },
  ledger: PartnerLedger,
): Promise<{ readonly items: readonly Partner[]; readonly next?: PartnerId }> {
  const filters = [
    ...(email === undefined ? [] : [ledger.holdersOf(comparableEmail(email))]),
    ...(name === undefined ? [] : [ledger.named(comparableName(name))]),
  ];
  if (filters.length === 0) {
    const ids = await ledger.list({ ...(after ? { after } : {}), limit });
    const last = ids.at(-1);
    const items = await partnersOf(ids, ledger);
    return ids.length === limit && last ? { items, next: last } : { items };
  }
  const [first = [], ...others] = await Promise.all(filters);
  const ids = first.filter((id) => others.every((other) => other.includes(id)) && (!after || id > after)).sort();
  const page = ids.slice(0, limit);
  const last = page.at(-1);
  const items = await partnersOf(page, ledger);
  return ids.length > limit && last ? { items, next: last } : { items };
}

async function partnersOf(ids: readonly PartnerId[], ledger: PartnerLedger): Promise<Partner[]> {
  const found = new Map((await ledger.findMany(ids)).map(({ partner }) => [partner.id, partner]));
  return ids.flatMap((id) => found.get(id) ?? []);
}
