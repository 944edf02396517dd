/** The mail service. */
export interface Letter {
  readonly to: string;
  /** One line. */
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** `refused`: this letter will never be taken, whoever tries. `error` is the service's word for it; it names no address. */
export type MailOutcome = { readonly kind: 'sent' } | { readonly kind: 'refused'; readonly error: string };

export interface Mailer {
  /** @throws MailNotSent when it may be taken later: a limit, an outage, a sender that is not verified yet. */
  send(letter: Letter): Promise<MailOutcome>;
}

/** The mail service's own words may quote the address: only the error's name is told. */
export class MailNotSent extends Error {
  override readonly name = 'MailNotSent';
}
