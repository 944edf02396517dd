/** The mails that a user pool sends by itself: invitations and codes, in the template's words or Cognito's. */
import { isObject } from '../json.ts';
import type { Mail } from '../mail/outbox.ts';

/** As cognito-local names them. */
export type MailReason = 'AdminCreateUser' | 'ForgotPassword' | 'UpdateUserAttribute' | 'VerifyUserAttribute';

/** Cognito's own sender has an address of AWS: on this machine it has one that cannot exist. */
const OWN_SENDER = 'no-reply@user-pool.example';

export function poolMail(
  pool: Readonly<Record<string, unknown>>,
  reason: MailReason,
  to: string,
  code: string,
): Omit<Mail, 'id' | 'at'> {
  const template = reason === 'AdminCreateUser' ? invitation(pool) : verification(pool);
  const html = template.message.replaceAll('{username}', to).replaceAll('{####}', escaped(code));
  return {
    from: text(record(pool.EmailConfiguration).From) ?? OWN_SENDER,
    to: [to],
    subject: template.subject,
    text: unescaped(html.replace(/<br\s*\/?>|<\/p>/gi, '\n').replace(/<[^>]+>/g, '')),
    html,
  };
}

interface Template {
  readonly subject: string;
  readonly message: string;
}

function invitation(pool: Readonly<Record<string, unknown>>): Template {
  const { EmailSubject, EmailMessage } = record(record(pool.AdminCreateUserConfig).InviteMessageTemplate);
  return {
    subject: text(EmailSubject) ?? 'Your temporary password',
    message: text(EmailMessage) ?? 'Your username is {username} and temporary password is {####}.',
  };
}

function verification(pool: Readonly<Record<string, unknown>>): Template {
  const { EmailSubject, EmailMessage } = record(pool.VerificationMessageTemplate);
  return {
    subject: text(EmailSubject) ?? text(pool.EmailVerificationSubject) ?? 'Your verification code',
    message: text(EmailMessage) ?? text(pool.EmailVerificationMessage) ?? 'Your verification code is {####}.',
  };
}

const ENTITIES = [
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
] as const;
/** Pool mails are HTML, and a temporary password may hold such characters. */
const escaped = (code: string): string =>
  ENTITIES.reduce((out, [plain, entity]) => out.replaceAll(plain, entity), code);
const unescaped = (html: string): string =>
  ENTITIES.toReversed().reduce((out, [plain, entity]) => out.replaceAll(entity, plain), html);

const record = (value: unknown): Record<string, unknown> => (isObject(value) ? value : {});
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
