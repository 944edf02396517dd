/** The tax questionnaire in words: the four questions, what the answers come to, and how it stands. */
import type { components } from '../../api/schema.made.ts';
import type { Tone } from '../../parts/tag.tsx';

export type Tax = components['schemas']['TaxStanding'];
export type Answers = NonNullable<Tax['answers']>;

export const QUESTIONS: Readonly<Record<keyof Answers, string>> = {
  usCitizen: 'Are you a U.S. citizen, or a dual citizen?',
  greenCard: 'Do you have a U.S. green card?',
  presentOver183Days:
    'Were you physically present in the U.S. for more than 183 days in the past three calendar years?',
  workedInUs: 'Did you physically work in the U.S. for any time in the last calendar year?',
};

export const STANDINGS: Readonly<Record<Tax['standing'], readonly [word: string, tone: Tone]>> = {
  'not-needed': ['not needed', 'quiet'],
  'questions-open': ['questions open', 'bad'],
  'form-missing': ['form missing', 'bad'],
  'under-review': ['under review', 'waiting'],
  settled: ['settled', 'good'],
};

export const RESULTS: Readonly<Record<NonNullable<Tax['result']>, string>> = {
  'us-person': 'By your answers you are a U.S. person: Form W-9 is needed before the next payout.',
  'us-source-income':
    'By your answers you may have income from work in the U.S.: operations review it, and payouts wait until then.',
  'foreign-source':
    'By your answers your income is from outside the U.S.: you are payable once Form W-8BEN is on file.',
};
