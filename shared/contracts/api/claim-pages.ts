/** Where the mail about a claim leads: the client says yes or no. Looking changes nothing, since mail scanners look; the buttons do. */
import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { linkParams, PAGE_TYPE } from './link-values.ts';

const answer = z.enum(['confirm', 'deny']);

const pageRefusals = {
  404: 'A page: this is no link of ours, or not all of it',
  410: 'A page: the question was answered or is over. Nothing changes',
} as const;

export const showClaimQuestion = endpoint({
  operationId: 'showClaimQuestion',
  method: 'GET',
  path: '/claims/{token}',
  access: 'public',
  summary: 'A page that asks the client of a claim, with a button for yes and one for no',
  description: 'For people, from a mail. Nothing changes.',
  params: linkParams,
  // Whoever loads the page anew after a click still has the answer in its address.
  query: z.strictObject({ answer: answer.optional().meta({ description: 'Not looked at' }) }),
  answer: { status: 200, description: 'The page', contentType: PAGE_TYPE },
  refusals: pageRefusals,
});

export const answerClaimQuestion = endpoint({
  operationId: 'answerClaimQuestion',
  method: 'POST',
  path: '/claims/{token}',
  access: 'public',
  summary: "The page's buttons: confirms or denies the claim",
  description: 'Without a body. Once: a link that was used is over.',
  params: linkParams,
  query: z.strictObject({ answer }),
  answer: { status: 200, description: 'A page that says what was done', contentType: PAGE_TYPE },
  refusals: { ...pageRefusals, 409: 'A page: others are changing the account just now. The link is still good' },
});
