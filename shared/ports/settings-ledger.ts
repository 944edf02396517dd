/** The program's settings as operations read and change them. A run keeps those that it was opened with. */
import type { StoredSettings } from '../contracts/program-settings.ts';
import type { AuditRecord } from './audit-trail.ts';

export interface SettingsRecord {
  /** Only what differs from the defaults. */
  readonly stored: StoredSettings;
  /** 0 until they are changed the first time. */
  readonly version: number;
  /** Who changed a setting last, by its name: whoever loosens a control is not the one who profits from it. */
  readonly changedBy: Readonly<Record<string, string>>;
}

export interface SettingsLedger {
  read(): Promise<SettingsRecord>;
  /** False when they were changed since they were read. */
  change(before: SettingsRecord, after: Omit<SettingsRecord, 'version'>, audit: AuditRecord): Promise<boolean>;
}
