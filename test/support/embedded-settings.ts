/** Changes settings under the program's feet, as the Partner Center and operations will: straight in the ledger's table. */
import { profileKey, settingsKey } from '../../shared/adapters/ledger/keys.ts';
import { localDay } from '../../shared/domain/calendar/local-day.ts';
import type { PartnerId } from '../../shared/domain/ids.ts';
import { cents } from '../../shared/domain/money/cents.ts';
import type { Partner } from '../../shared/domain/partner.ts';
import { DEFAULT_SETTINGS, type ProgramSettings, type RunCaps } from '../../shared/domain/program-settings.ts';
import type { Table } from '../../shared/ports/table.ts';

type Settings = Partial<Omit<ProgramSettings, 'caps'>> & { readonly caps?: Caps };
/** Amounts in cents. */
export type Caps = { readonly [Cap in keyof RunCaps]?: number };

export async function setProgram(table: Table, { caps, ...settings }: Settings): Promise<void> {
  const all = { ...settings, caps: { ...DEFAULT_SETTINGS.caps, ...caps } };
  await table.write([{ kind: 'put', item: { ...settingsKey, settings: all } }]);
}

export async function setPartner(table: Table, id: string, change: (partner: Partner) => Partner): Promise<void> {
  const item = await table.get(profileKey(id as PartnerId));
  if (!item) throw new Error(`there is no partner ${id}`);
  await table.write([{ kind: 'put', item: { ...item, partner: change(item.partner as Partner) } }]);
}

/** Confirmed so long ago that it does not cool down any more. */
export const movesTo =
  (address: string) =>
  (partner: Partner): Partner => ({
    ...partner,
    paypal: {
      address,
      version: (partner.paypal?.version ?? 0) + 1,
      confirmedOn: localDay('2025-12-01'),
      changed: true,
    },
  });
export const goesOnHold = (partner: Partner): Partner => ({ ...partner, hold: 'operations look at it' });
export const raisesThreshold = (partner: Partner): Partner => ({ ...partner, thresholdCents: cents(5_000_00) });
export const asBefore = ({ hold: _, thresholdCents: __, ...partner }: Partner): Partner => partner;
