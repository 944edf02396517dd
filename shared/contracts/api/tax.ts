/** The tax questionnaire of partners outside the United States. Policy as code, not tax advice. */
import * as z from 'zod';
import { dayOut } from './api-values.ts';
import { endpoint } from './endpoint.ts';
import { TOO_MANY_CHANGES } from './settings.ts';

const answers = {
  usCitizen: z.boolean().meta({ description: 'Are you a U.S. citizen, or a dual citizen?' }),
  greenCard: z.boolean().meta({ description: 'Do you have a U.S. green card?' }),
  presentOver183Days: z.boolean().meta({
    description: 'Were you physically present in the U.S. for more than 183 days in the past three calendar years?',
  }),
  workedInUs: z.boolean().meta({
    description: 'Did you physically work in the U.S. for any time in the last calendar year?',
  }),
};

export const taxOut = z
  .object({
    standing: z.enum(['not-needed', 'questions-open', 'form-missing', 'under-review', 'settled']).meta({
      description:
        'As of today. `not-needed`: you live in the United States. `questions-open`: not answered, or not for too long. `form-missing`: `formNeeded` is not on file. `under-review`: operations look at your answers. Payouts go out when it is `not-needed` or `settled`',
    }),
    answers: z.object(answers).optional().meta({ description: 'The last ones; absent until they are given' }),
    result: z.enum(['us-person', 'us-source-income', 'foreign-source']).optional().meta({
      description:
        '`us-person`: Form W-9 is needed. `us-source-income`: operations review it. `foreign-source`: Form W-8BEN is needed',
    }),
    answeredOn: dayOut.optional().meta({ description: 'The answers count from this day' }),
    countUntil: dayOut
      .optional()
      .meta({ description: 'And up to and including this one, 31 January of the next year' }),
    askedAgain: z.boolean().meta({ description: 'A new calendar year began since: please answer anew' }),
    formNeeded: z.enum(['W-9', 'W-8BEN']).optional().meta({ description: 'By the answers' }),
    formOnFile: z.boolean().optional().meta({ description: 'Whether operations have recorded that form' }),
  })
  .meta({ id: 'TaxStanding' });
export type TaxOut = z.input<typeof taxOut>;

export const getTax = endpoint({
  operationId: 'getTax',
  method: 'GET',
  path: '/me/tax',
  access: 'partner',
  summary: 'Your answers to the four tax questions and what follows from them',
  etag: 'answers',
  answer: { status: 200, description: 'Answers and what they came to', body: taxOut },
});

export const answerTaxQuestions = endpoint({
  operationId: 'answerTaxQuestions',
  method: 'PUT',
  path: '/me/tax',
  access: 'partner',
  summary: 'Answers the four tax questions',
  description: [
    'The answers are dated today; those before are kept in the audit trail. A new calendar year asks again, and the old answers count until 31 January. Where only the last question is answered with yes, operations review it, and new answers are reviewed anew.',
    'Whoever lives in the United States is not asked, and answers are not taken; a move there that operations have not looked at yet does not count.',
  ].join('\n\n'),
  etag: 'required',
  body: z.strictObject(answers),
  answer: { status: 200, description: 'Answers and what they came to', body: taxOut },
  refusals: { 409: 'You live in the United States: no questions are asked', 429: TOO_MANY_CHANGES },
});
