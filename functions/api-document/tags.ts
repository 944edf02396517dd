/** The parts of the API, by the first segment of the path, in the order of the document. */
import type { Endpoint } from '../../shared/contracts/api/endpoint.ts';

export interface Tag {
  readonly name: string;
  readonly description: string;
}

const BY_SEGMENT: Readonly<Record<string, Tag>> = {
  me: {
    name: 'Partner Center',
    description:
      'A signed-in partner: settings, earnings, payouts, taxes, claims. Whose they are is known from the log-in alone.',
  },
  ops: {
    name: 'Operations',
    description: 'Staff: partners, runs, reviews. Every change is in the audit trail; what moves money is for finance.',
  },
  links: {
    name: 'Links',
    description: 'Where links in mails lead: to a small page with a button. Signed, good once and for a time.',
  },
  claims: {
    name: 'Claims',
    description: 'Where the client of a claim says whether a partner referred them. Signed, good once and for a time.',
  },
  'portal-settings': { name: 'Portal', description: 'What the portal must know before anybody has signed in.' },
  billing: { name: 'Billing', description: 'What billing tells the program.' },
  paypal: { name: 'PayPal', description: 'What PayPal tells the program.' },
  'openapi.json': { name: 'Document', description: 'The description of this API.' },
};

const ALIASES: Readonly<Record<string, string>> = { docs: 'openapi.json' };

export const TAGS: readonly Tag[] = Object.values(BY_SEGMENT);

/** @throws Error for a path that begins with none of them: a new part of the API wants a name. */
export function tagOf({ path, operationId }: Pick<Endpoint, 'path' | 'operationId'>): Tag {
  const [, segment = ''] = path.split('/');
  const tag = BY_SEGMENT[ALIASES[segment] ?? segment];
  if (tag === undefined) throw new Error(`${operationId}: ${path} belongs to no part of the API; see tags.ts`);
  return tag;
}
