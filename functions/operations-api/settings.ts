/** The program's settings and the audit trail. */

import * as z from 'zod';
import { readAuditTrail } from '../../shared/contracts/api/ops-adjustments.ts';
import { changeProgramSettings, getProgramSettings } from '../../shared/contracts/api/ops-settings.ts';
import type { AuditTrail } from '../../shared/ports/audit-trail.ts';
import type { Ids } from '../../shared/ports/ids.ts';
import type { SettingsLedger } from '../../shared/ports/settings-ledger.ts';
import { changeSettings, readSettings } from '../../shared/usecases/staff/change-settings.ts';
import { type ServedEndpoint, serve } from '../api/api-handler.ts';
import { fromCursor, paged } from '../api/cursor.ts';
import { versionMoved } from '../api/read-request.ts';
import { refusal } from '../api/refusals.ts';
import { wordOf } from './staff-call.ts';

export interface SettingsConnections {
  readonly settings: SettingsLedger;
  readonly audit: AuditTrail;
  readonly ids: Ids;
}

export const settingsEndpoints = ({ settings, audit, ids }: SettingsConnections): ServedEndpoint[] => [
  serve(getProgramSettings, async () => {
    const { settings: body, version } = await readSettings(settings);
    return { body, version };
  }),
  serve(changeProgramSettings, async (call) => {
    const { note: _, ...change } = call.body;
    const changed = await changeSettings(change, call.ifMatch, wordOf(call), { settings, ids });
    if (changed.kind === 'moved') throw versionMoved();
    if (changed.kind === 'refused') throw refusal(changed.why);
    return { body: changed.settings, version: changed.version };
  }),
  serve(readAuditTrail, async ({ query: { limit, cursor, partnerId } }) => {
    const before = fromCursor(cursor, z.string().max(200));
    const found = await audit.read({ limit, ...(partnerId ? { partnerId } : {}), ...(before ? { before } : {}) });
    const last = found.at(-1);
    const items = found.map(({ record: { at, from, to, ...record } }) => ({
      ...record,
      at: new Date(at).toISOString(),
      from,
      to,
    }));
    return { body: paged({ items, next: found.length === limit ? last?.place : undefined }) };
  }),
];
