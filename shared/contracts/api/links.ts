/** Where links in mails lead. Looking at one changes nothing, since mail scanners look; its button does. */
import { endpoint } from './endpoint.ts';
import { linkParams, PAGE_TYPE } from './link-values.ts';

const refusals = {
  404: 'A page: this is no link of ours, or not all of it',
  410: 'A page: the link was used, is too old, or what it is for is over. Nothing changes',
} as const;

export const showLink = endpoint({
  operationId: 'showLink',
  method: 'GET',
  path: '/links/{token}',
  access: 'public',
  summary: 'A page that says what the link is for, with a button',
  description: 'For people, from a mail. Nothing changes.',
  params: linkParams,
  answer: { status: 200, description: 'The page', contentType: PAGE_TYPE },
  refusals,
});

export const useLink = endpoint({
  operationId: 'useLink',
  method: 'POST',
  path: '/links/{token}',
  access: 'public',
  summary: "The page's button: confirms a PayPal address or a log-in e-mail, or freezes payouts",
  description: 'Without a body. Once: a link that was used is over.',
  params: linkParams,
  answer: { status: 200, description: 'A page that says what was done', contentType: PAGE_TYPE },
  refusals: { ...refusals, 409: 'A page: others are changing the account just now. The link is still good' },
});
