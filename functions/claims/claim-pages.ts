/** The function `claim-pages`: where the client of a claim says yes or no. Nobody signs in here: the link of the mail is the key. */
import { answerClaimQuestion, showClaimQuestion } from '../../shared/contracts/api/claim-pages.ts';
import { answerClaimLink, openClaimLink } from '../../shared/usecases/claims/claim-link.ts';
import { apiHandler, serve } from '../api/api-handler.ts';
import { pageReply } from '../partner-api/link-page.ts';
import { UNKNOWN } from '../partner-api/page-text.ts';
import { answeredText, BUSY, overText, questionText } from './claim-page-texts.ts';
import { connectClaims } from './connect-claims.ts';

const connections = connectClaims();

export const handler = apiHandler(
  [
    serve(showClaimQuestion, async ({ params, now }) => {
      const opened = await openClaimLink(params.token, now, connections);
      if (opened.kind === 'asks') return pageReply(questionText(opened.question));
      return opened.kind === 'over' ? pageReply(overText(opened.why), 410) : pageReply(UNKNOWN, 404);
    }),
    serve(answerClaimQuestion, async ({ params, query, now }) => {
      const answered = await answerClaimLink(params.token, query.answer, now, connections);
      switch (answered.kind) {
        case 'done':
          return pageReply(answeredText(answered.question, query.answer));
        case 'over':
          return pageReply(overText(answered.why), 410);
        case 'unknown':
          return pageReply(UNKNOWN, 404);
        case 'busy':
          return pageReply(BUSY, 409);
      }
    }),
  ],
  { clock: connections.clock },
);
