/** Changes the program's settings: what is named changes, what is left out stays; runs that are open keep theirs. */
import { programSettings, type StoredSettings } from '../../contracts/program-settings.ts';
import type { ProgramSettings } from '../../domain/program-settings.ts';
import type { Ids } from '../../ports/ids.ts';
import type { SettingsLedger } from '../../ports/settings-ledger.ts';
import type { Refusal } from '../once.ts';
import { auditOf, type StaffWord } from './change-partner.ts';

export interface SettingsVersion {
  readonly settings: ProgramSettings;
  readonly version: number;
}

export type SettingsOutcome =
  | ({ readonly kind: 'done' } & SettingsVersion)
  | { readonly kind: 'refused'; readonly why: Refusal }
  /** They were changed since the caller read them. */
  | { readonly kind: 'moved' };

export async function changeSettings(
  change: StoredSettings,
  version: number,
  word: StaffWord,
  { settings, ids }: { readonly settings: SettingsLedger; readonly ids: Ids },
): Promise<SettingsOutcome> {
  const before = await settings.read();
  if (before.version !== version) return { kind: 'moved' };
  const now = programSettings(before.stored);
  // One person alone must not open the way for an address that they have changed.
  if (change.coolingDownDays !== undefined && change.coolingDownDays < now.coolingDownDays) {
    const detail = `it is ${now.coolingDownDays} days, and can only grow here`;
    return { kind: 'refused', why: { status: 422, title: 'The cooling-down cannot be made shorter', detail } };
  }
  const caps = { ...before.stored.caps, ...change.caps };
  const after: StoredSettings = { ...before.stored, ...change, ...(Object.keys(caps).length > 0 ? { caps } : {}) };
  const effective = programSettings(after);
  const from = Object.fromEntries(
    Object.keys(change).map((name) => [name, before.stored[name as keyof StoredSettings] ?? null]),
  );
  const audit = auditOf(word, ids, { action: 'settings.change', subject: 'settings', from, to: change });
  const changedBy = { ...before.changedBy, ...Object.fromEntries(Object.keys(change).map((name) => [name, word.by])) };
  return (await settings.change(before, { stored: after, changedBy }, audit))
    ? { kind: 'done', settings: effective, version: version + 1 }
    : { kind: 'moved' };
}

export async function readSettings(settings: SettingsLedger): Promise<SettingsVersion> {
  const { stored, version } = await settings.read();
  return { settings: programSettings(stored), version };
}
