/** Changes the program's settings: what is named changes, what is left out stays; runs that are open keep theirs. */
import { programSettings, type StoredSettings } from '../../contracts/program-settings.ts';
import type { ProgramSettings } from '../../domain/program-settings.ts';
import type { Ids } from '../../ports/ids.ts';
import type { SettingsLedger } from '../../ports/settings-ledger.ts';
import { auditOf, type StaffWord } from './change-partner.ts';

export interface SettingsVersion {
  readonly settings: ProgramSettings;
  readonly version: number;
}

/** Undefined when they were changed since the caller read them. */
export async function changeSettings(
  change: StoredSettings,
  version: number,
  word: StaffWord,
  { settings, ids }: { readonly settings: SettingsLedger; readonly ids: Ids },
): Promise<SettingsVersion | undefined> {
  const before = await settings.read();
  if (before.version !== version) return undefined;
  const caps = { ...before.stored.caps, ...change.caps };
  const after: StoredSettings = { ...before.stored, ...change, ...(Object.keys(caps).length > 0 ? { caps } : {}) };
  const effective = programSettings(after);
  const from = Object.fromEntries(
    Object.keys(change).map((name) => [name, before.stored[name as keyof StoredSettings] ?? null]),
  );
  const audit = auditOf(word, ids, { action: 'settings.change', subject: 'settings', from, to: change });
  return (await settings.change(before, after, audit)) ? { settings: effective, version: version + 1 } : undefined;
}

export async function readSettings(settings: SettingsLedger): Promise<SettingsVersion> {
  const { stored, version } = await settings.read();
  return { settings: programSettings(stored), version };
}
