/** Partners as they stand, over a table: for whoever reads them and changes none. */
import type { Partner } from '../../domain/partner.ts';
import type { PartnerLedger, PartnerRecord } from '../../ports/partner-ledger.ts';
import type { Item, Table } from '../../ports/table.ts';
import { profileKey } from './keys.ts';
import { readProgram } from './program.ts';

export const partnerProfiles = (table: Table): Pick<PartnerLedger, 'settings' | 'find' | 'findMany'> => ({
  settings: async () => (await readProgram(table)).settings,
  async find(partner) {
    const item = await table.get(profileKey(partner));
    return item && toRecord(item);
  },
  findMany: async (ids) => (ids.length > 0 ? await table.getMany(ids.map(profileKey)) : []).map(toRecord),
});

const toRecord = (item: Item): PartnerRecord => ({
  partner: item.partner as Partner,
  version: item.version as number,
});
