/** The oracle's own reading of who is who: referrers named in an answer, and clients who are their own referrers. */
export type CsvRow = Readonly<Record<string, string>>;

export const cell = (row: CsvRow, column: string): string => (row[column] ?? '').trim();

const GMAIL = ['gmail.com', 'googlemail.com'];

function mailbox(email: string): string {
  const [local = '', domain = ''] = email.toLowerCase().split('@');
  if (!GMAIL.includes(domain)) return `${local}@${domain}`;
  const [untagged = ''] = local.split('+');
  return `${untagged.split('.').join('')}@gmail.com`;
}

const plainName = (name: string): string => name.toLowerCase().split(/\s+/).filter(Boolean).join(' ');

const emailsOf = (partner: CsvRow): string[] => [cell(partner, 'email'), cell(partner, 'paypal_email')].filter(Boolean);

/** The id of the one partner credited with a client; empty when there is none. */
export function referrerOf(client: CsvRow, partners: readonly CsvRow[]): string {
  if (cell(client, 'referrer_id')) return cell(client, 'referrer_id');
  const answer = cell(client, 'how_heard');
  // Set at sign-up: who joins later is not meant.
  const signUp = cell(client, 'account_created_on');
  const known = partners.filter(
    (partner) => !signUp || !cell(partner, 'joined_on') || cell(partner, 'joined_on') <= signUp,
  );
  const mailboxes = (answer.match(/[^\s,;:<>()"]+@[^\s,;:<>()"]+/g) ?? []).map((found) =>
    mailbox(found.replace(/[.!?]+$/, '')),
  );
  const byEmail = known.filter((partner) => emailsOf(partner).some((email) => mailboxes.includes(mailbox(email))));
  const named = byEmail.length > 0 ? byEmail : known.filter((partner) => namesWholly(answer, cell(partner, 'name')));
  const [only] = named;
  return named.length === 1 && only ? cell(only, 'partner_id') : '';
}

function namesWholly(answer: string, name: string): boolean {
  const text = ` ${plainName(answer)} `;
  const wanted = plainName(name);
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    if (' ,;:("'.includes(text.charAt(at - 1)) && ' ,;:.!?)"'.includes(text.charAt(at + wanted.length))) return true;
  }
  return false;
}

/**
 * Whether anything is paid to the partner for this client as long as operations say nothing: an owner with the partner's
 * e-mail is void; one with the partner's name is void too, or, in another business domain, held for review.
 */
export function earnsOn(client: CsvRow, partner: CsvRow): boolean {
  const owner = mailbox(cell(client, 'owner_email'));
  if (emailsOf(partner).some((email) => mailbox(email) === owner)) return false;
  return plainName(cell(client, 'owner_name')) !== plainName(cell(partner, 'name'));
}
