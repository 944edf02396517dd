/** Taken webhooks over a table: an item an event, cleared away once PayPal does not send it any more. */
import type { Table } from '../../ports/table.ts';
import type { TakenWebhooks } from '../../ports/taken-webhooks.ts';
import { webhookKey } from './keys.ts';

export const takenWebhooks = (table: Table): TakenWebhooks => ({
  isTaken: async (event) => (await table.get(webhookKey(event))) !== undefined,
  async take(event, until) {
    const item = { ...webhookKey(event), ttl: Math.ceil(until / 1_000) };
    await table.write([{ kind: 'put', item, when: { kind: 'absent' } }]);
  },
});
