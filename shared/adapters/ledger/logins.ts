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
    async replace(partner, oldSub, newSub) {
      const outcome = await table.write([
        {
          kind: 'update',
          key: loginKey(oldSub),
          remove: ['partnerId', 'passwordCheck'],
          when: { kind: 'all', of: [{ kind: 'present' }, unsetOr('partnerId', partner)] },
        },
        { kind: 'update', key: loginKey(newSub), set: { partnerId: partner }, when: unsetOr('partnerId', partner) },
        {
          kind: 'update',
          key: partnerLoginKey(partner),
          set: { sub: newSub },
          when: { kind: 'one-of', attribute: 'sub', values: [oldSub, newSub] },
        },
      ]);
      return outcome.done;
    },
    async endSessions(sub, wallTime) {
      // Tokens count whole seconds: whoever signed in within this one signs in again.
      const sessionsValidFrom = Math.floor(wallTime / 1_000) * 1_000 + 1_000;
      await table.write([
        {
          kind: 'update',
          key: loginKey(sub),
          set: { sessionsValidFrom },
          remove: ['passwordCheck'],
          when: notAfter('sessionsValidFrom', sessionsValidFrom),
        },
      ]);
    },
    async rememberPasswordCheck(sub, passwordCheck) {
      await table.write([{ kind: 'update', key: loginKey(sub), set: { passwordCheck } }]);
    },
  };
}

const notAfter = (attribute: string, value: number): Condition => ({
  kind: 'any',
  of: [
    { kind: 'attribute-absent', attribute },
    { kind: 'less-than', attribute, value: value + 1 },
  ],
});

const unsetOr = (attribute: string, value: PartnerId | string): Condition => ({
  kind: 'any',
  of: [
    { kind: 'attribute-absent', attribute },
    { kind: 'equals', attribute, value },
  ],
});
