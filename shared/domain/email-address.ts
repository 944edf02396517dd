/** E-mail addresses: which are well formed, which are the same mailbox, and which a free text names. */
import { boundedText } from './free-text.ts';

/** PayPal's limit for a receiver. */
const MAX_LENGTH = 127;
const MAX_LOCAL_LENGTH = 64;

const ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
const TOP_LEVEL = '(?:[A-Za-z]{2,63}|[Xx][Nn]--[A-Za-z0-9-]{0,58}[A-Za-z0-9])';
const ADDRESS = new RegExp(`^${ATOM}(?:\\.${ATOM})*@(?:${LABEL}\\.)+${TOP_LEVEL}$`);

/**
 * Gmail-style: Google's two consumer domains, two names of the same mailboxes. Only there is it certain that neither dots
 * nor a +tag make another person. Elsewhere (Google-hosted business domains too) a dot does, and a plus may: taking two
 * people for one would void commissions for good, while a missed pair is still caught by its full name.
 */
const GMAIL = 'gmail.com';
const GMAIL_DOMAINS: ReadonlySet<string> = new Set([GMAIL, 'googlemail.com']);

/** Pragmatic: ASCII, no quotes or comments, a domain with a dot, at most 127 characters. What PayPal takes as a receiver. */
export const isEmailAddress = (text: string): boolean =>
  text.length <= MAX_LENGTH && text.indexOf('@') <= MAX_LOCAL_LENGTH && ADDRESS.test(text);

/** What follows the last at-sign, in small letters; empty when there is none. */
export function domainOf(address: string): string {
  const at = address.lastIndexOf('@');
  return at < 0
    ? ''
    : address
        .slice(at + 1)
        .trim()
        .toLowerCase();
}

/** Equal for addresses of one mailbox. To compare and to look up by, never to write to. */
export function comparableEmail(address: string): string {
  const text = address.trim().toLowerCase();
  if (!GMAIL_DOMAINS.has(domainOf(text))) return text;
  const local = text.slice(0, text.lastIndexOf('@')).trim();
  const mailbox = local.replace(/\+.*$/s, '').replaceAll('.', '').trim();
  // Nothing but dots and a tag is no Gmail mailbox: such broken addresses stay as different as they are.
  return `${mailbox || local}@${GMAIL}`;
}

/**
 * Runs of what addresses are made of, but for the signs that in a text rather stand between (`/ = ? ! * | { }` and back-quotes).
 * Letters of every script and invisible signs belong to a run: what touches an address makes it another one, so that
 * `renéjane@…` is never read as `jane@…`.
 */
const RUN = /[\p{L}\p{N}\p{M}\p{Cf}._%+'&#$~^@-]+/gu;

/** The addresses that a text names, as written, each mailbox once. */
export function emailsIn(text: string): string[] {
  const found = new Map<string, string>();
  for (const [run] of boundedText(text).matchAll(RUN)) {
    const bare = run.replace(/^[^\p{L}\p{N}_]+/u, '').replace(/[^\p{L}\p{N}]+$/u, '');
    const address = bare.replace(/'s$/i, '');
    const mailbox = comparableEmail(address);
    if (isEmailAddress(address) && !found.has(mailbox)) found.set(mailbox, address);
  }
  return [...found.values()];
}
