/** The program's settings as operations read and change them. A run keeps those that it was opened with. */
import type { StoredSettings } from '../contracts/program-settings.ts';
import type { AuditRecord } from './audit-trail.ts';

export interface SettingsRecord {
  /** Only what differs from the defaults. */
  readonly stored: StoredSettings;
  /** 0 until they are changed the first time. */
  readonly version: number;
}

export interface SettingsLedger {
  read(): Promise<SettingsRecord>;
  /** False when they were changed since they were read. */
  change(before: SettingsRecord, after: StoredSettings, audit: AuditRecord): Promise<boolean>;
}
