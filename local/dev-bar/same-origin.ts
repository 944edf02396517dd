/** Whether a request comes from the portal's own page: no other web site may drive what is on this machine. */
import type { IncomingMessage } from 'node:http';

const OWN_NAMES = ['localhost', '127.0.0.1'];

/** By what only a browser writes; whoever can send anything else from this machine needs no page to do harm. */
export function isSameOrigin({ headers }: Pick<IncomingMessage, 'headers'>, port: string): boolean {
  const { host = '', origin, 'sec-fetch-site': site } = headers;
  // Another site's name may be made to lead here: the name in the address must be ours.
  if (!OWN_NAMES.some((name) => host === `${name}:${port}`)) return false;
  if (origin !== undefined && origin !== `http://${host}`) return false;
  return site === undefined || site === 'same-origin' || site === 'none';
}
