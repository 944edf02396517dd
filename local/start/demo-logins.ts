/** Log-ins for trying the API: the first partners of the program, and three people of staff. Only on this machine. */
import { randomBytes } from 'node:crypto';
import { logins } from '../../shared/adapters/ledger/logins.ts';
import { partnerLedger } from '../../shared/adapters/ledger/partner-ledger.ts';
import { USER_GROUPS } from '../../shared/contracts/user-groups.ts';
import type { Laptop } from '../laptop.ts';
import { addUser } from '../user-pool/add-user.ts';

export interface PartnerLogin {
  readonly id: string;
  readonly email: string;
}

export interface DemoLogins {
  /** By their ids. */
  readonly partners: readonly PartnerLogin[];
  readonly operations: string;
  readonly finance: string;
  /** Another person of finance: what one proposes, or holds up by a cap, another one decides. */
  readonly secondFinance: string;
  /** Of all of them, made anew at each start. */
  readonly password: string;
}

/** A program of your own may have thousands: so many are enough to look around, and as many as the demo has. */
const MAX_PARTNERS = 40;

export async function demoLogins({ cloud, table }: Laptop): Promise<DemoLogins> {
  const password = `Local-1-${randomBytes(6).toString('hex')}`;
  const ledger = partnerLedger(table);
  const records = await ledger.findMany(await ledger.list({ limit: MAX_PARTNERS }));
  const found = records.map(({ partner }) => partner).sort((a, b) => (a.id < b.id ? -1 : 1));
  const partners: PartnerLogin[] = [];
  for (const { id, email } of found) {
    const sub = await addUser(cloud, { email, password, groups: [USER_GROUPS.partners] });
    // Two partners of one e-mail share no log-in: the second one has none here.
    if (await logins(table).connect(sub, id)) partners.push({ id, email });
  }
  const staff = async (email: string, group: string): Promise<string> => {
    await addUser(cloud, { email, password, groups: [group] });
    return email;
  };
  return {
    partners,
    operations: await staff('operations@program.example', USER_GROUPS.operations),
    finance: await staff('finance@program.example', USER_GROUPS.finance),
    secondFinance: await staff('second.finance@program.example', USER_GROUPS.finance),
    password,
  };
}
