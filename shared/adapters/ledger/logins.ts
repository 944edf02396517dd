/** Log-ins of the user pool over a table: the user's side and the partner's side, written together. */
import type { PartnerId } from '../../domain/ids.ts';
import type { Login, Logins } from '../../ports/logins.ts';
import type { Condition, Table } from '../../ports/table.ts';
import { loginKey, partnerLoginKey } from './keys.ts';

export function logins(table: Table): Logins {
  const find = async (sub: string): Promise<Login | undefined> => {
    const item = await table.get(loginKey(sub));
    if (!item) return undefined;
    const { pk: _, sk: __, ...login } = item;
    return { ...login, sub } as unknown as Login;
  };
  return {
    find,
    async ofPartner(partner) {
      const item = await table.get(partnerLoginKey(partner));
      return item && find(item.sub as string);
    },
    async connect(sub, partner) {
      const outcome = await table.write([
        { kind: 'update', key: loginKey(sub), set: { partnerId: partner }, when: unsetOr('partnerId', partner) },
        { kind: 'update', key: partnerLoginKey(partner), set: { sub }, when: unsetOr('sub', sub) },
      ]);
      return outcome.done;
    },
    async endSessions(sub, wallTime) {
      // Tokens count whole seconds: whoever signed in within this one signs in again.
      const sessionsValidFrom = Math.floor(wallTime / 1_000) * 1_000 + 1_000;
      await table.write([
        { kind: 'update', key: loginKey(sub), set: { sessionsValidFrom }, remove: ['passwordCheck'] },
      ]);
    },
    async rememberPasswordCheck(sub, passwordCheck) {
      await table.write([{ kind: 'update', key: loginKey(sub), set: { passwordCheck } }]);
    },
  };
}

const unsetOr = (attribute: string, value: PartnerId | string): Condition => ({
  kind: 'any',
  of: [
    { kind: 'attribute-absent', attribute },
    { kind: 'equals', attribute, value },
  ],
});
