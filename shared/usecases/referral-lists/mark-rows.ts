/** Marks what is wrong with a list's rows as such: an invalid row or a repeated one refuses no other. */
import { emailSchema, nameSchema } from '../../contracts/values.ts';
import { comparableEmail } from '../../domain/email-address.ts';
import type { ListRow, RowFault } from '../../ports/referral-lists.ts';

/** A row as the file has it. */
export interface ReadRow {
  readonly line: number;
  /** Empty means absent. */
  readonly email: string;
  readonly name: string;
  /** It has more or fewer cells than the header: which of them is which is not known. */
  readonly misshapen?: string;
}

/** Of what is no address or name: enough to find the row again, and no room for a novel. */
const SHOWN = 127;

export function markRows(rows: readonly ReadRow[]): ListRow[] {
  const lines = new Map<string, number>();
  return rows.map(({ line, email, name, misshapen }): ListRow => {
    const given = name === '' ? { line, email } : { line, email, name };
    const reason = misshapen ?? reasonAgainst(email, name);
    if (reason !== undefined) return { ...cut(given), fault: { kind: 'invalid', reason } satisfies RowFault };
    const mailbox = comparableEmail(email);
    const first = lines.get(mailbox);
    if (first !== undefined) return { ...given, fault: { kind: 'duplicate', line: first } satisfies RowFault };
    lines.set(mailbox, line);
    return given;
  });
}

function reasonAgainst(email: string, name: string): string | undefined {
  if (email === '') return 'the e-mail is missing';
  const checkedEmail = emailSchema.safeParse(email);
  if (!checkedEmail.success) return `the e-mail ${checkedEmail.error.issues[0]?.message}`;
  if (name === '') return undefined;
  const checkedName = nameSchema.safeParse(name);
  return checkedName.success ? undefined : `the name is not as it should be: ${checkedName.error.issues[0]?.message}`;
}

const cut = <Row extends Pick<ListRow, 'email' | 'name'>>(row: Row): Row => ({
  ...row,
  email: shown(row.email),
  ...(row.name === undefined ? {} : { name: shown(row.name) }),
});
const shown = (text: string): string => text.slice(0, SHOWN).toWellFormed();
