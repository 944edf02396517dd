/** The program's settings over a table: one item, with a version once operations have changed it. */
import type { StoredSettings } from '../../contracts/program-settings.ts';
import type { SettingsLedger } from '../../ports/settings-ledger.ts';
import type { Table } from '../../ports/table.ts';
import { auditWrites } from './audit-writes.ts';
import { settingsKey } from './keys.ts';

export function settingsLedger(table: Table): SettingsLedger {
  return {
    async read() {
      const item = await table.get(settingsKey);
      return {
        stored: (item?.settings ?? {}) as StoredSettings,
        version: (item?.version ?? 0) as number,
        changedBy: (item?.changedBy ?? {}) as Record<string, string>,
      };
    },
    async change({ version }, { stored: settings, changedBy }, audit) {
      const outcome = await table.write([
        {
          kind: 'update',
          key: settingsKey,
          set: { settings, changedBy, version: version + 1 },
          when:
            version === 0
              ? { kind: 'attribute-absent', attribute: 'version' }
              : { kind: 'equals', attribute: 'version', value: version },
        },
        ...auditWrites(audit),
      ]);
      return outcome.done;
    },
  };
}
