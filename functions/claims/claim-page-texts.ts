/** What the client of a claim reads: what it is about, what it means for them, and what they can do. */
import type { ClaimQuestion, QuestionOver } from '../../shared/usecases/claims/claim-link.ts';
import type { PageText } from '../partner-api/page-text.ts';

const WRONG_BUTTON = 'If you pressed the wrong button, answer the mail that you have from us.';

/** What it means for whoever is asked comes first: they owe nobody anything. */
export const questionText = ({ partnerName, from, lastDay, isCredited }: ClaimQuestion): PageText => ({
  title: `Did ${partnerName} refer you to us?`,
  paragraphs: [
    `${partnerName} takes part in our partner program and says that they referred you. We pay a commission for a referral, and only you can say whether it is right.`,
    'Your answer costs you nothing. It changes nothing in your account, your price or your bills.',
    `If you say yes, ${partnerName} earns a commission from us on what you have paid since ${from} and on what you pay from now on.${isCredited ? ' Until now another partner is credited with it: for them it ends.' : ''}`,
    `If you say no, or do nothing until ${lastDay}, nothing changes.`,
  ],
  buttons: [
    { label: `Yes, ${partnerName} referred me`, answer: 'confirm' },
    { label: 'No, that is not right', answer: 'deny' },
  ],
});

export const answeredText = ({ partnerName, from }: ClaimQuestion, answer: 'confirm' | 'deny'): PageText =>
  answer === 'confirm'
    ? {
        title: 'Thank you: that is noted',
        paragraphs: [
          `${partnerName} is credited with what you have paid since ${from} and with what you pay from now on. There is nothing more to do here.`,
          WRONG_BUTTON,
        ],
      }
    : {
        title: 'Thank you: nothing changes',
        paragraphs: [
          `${partnerName} is told that you do not confirm it. There is nothing more to do here.`,
          WRONG_BUTTON,
        ],
      };

const OVER: Readonly<Record<QuestionOver, PageText>> = {
  used: { title: 'This link was used', paragraphs: ['Each link works once. There is nothing more to do here.'] },
  expired: {
    title: 'This link is too old',
    paragraphs: ['It worked for a time, and nothing is changed by it any more. There is nothing to do here.'],
  },
  confirmed: {
    title: 'It was confirmed already',
    paragraphs: ['There is nothing more to do here. If it is not right, answer the mail that you have from us.'],
  },
  denied: {
    title: 'It was answered already',
    paragraphs: [
      'The answer was no, and nothing has changed. If that is not right, answer the mail that you have from us.',
    ],
  },
  over: {
    title: 'This question is over',
    paragraphs: ['It was open for a time, and is asked no more. There is nothing to do here.'],
  },
};

export const overText = (why: QuestionOver): PageText => OVER[why];

export const BUSY: PageText = {
  title: 'Not now',
  paragraphs: ['Something else changes this account at the moment, and nothing was done. Try again.'],
  buttons: [{ label: 'Try again' }],
};
