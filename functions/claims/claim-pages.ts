/** The function `claim-pages`: where the client of a claim says yes or no. Nobody signs in here: the link of the mail is the key. */
import { answerClaimQuestion, showClaimQuestion } from '../../shared/contracts/api/claim-pages.ts';
import { answerClaimLink, openClaimLink } from '../../shared/usecases/claims/claim-link.ts';
import { apiHandler, type Reply, serve } from '../api/api-handler.ts';
import { linkPage, PAGE_HEADERS } from '../partner-api/link-page.ts';
import { type PageText, UNKNOWN } from '../partner-api/page-text.ts';
import { answeredText, BUSY, overText, questionText } from './claim-page-texts.ts';
import { connectClaims } from './connect-claims.ts';

const connections = connectClaims();

const page = (text: PageText, status?: 404 | 409 | 410): Reply<undefined> => ({
  content: linkPage(text),
  headers: PAGE_HEADERS,
  ...(status === undefined ? {} : { status }),
});

export const handler = apiHandler(
  [
    serve(showClaimQuestion, async ({ params, now }) => {
      const opened = await openClaimLink(params.token, now, connections);
      if (opened.kind === 'asks') return page(questionText(opened.question));
      return opened.kind === 'over' ? page(overText(opened.why), 410) : page(UNKNOWN, 404);
    }),
    serve(answerClaimQuestion, async ({ params, query, now }) => {
      const answered = await answerClaimLink(params.token, query.answer, now, connections);
      switch (answered.kind) {
        case 'done':
          return page(answeredText(answered.question, query.answer));
        case 'over':
          return page(overText(answered.why), 410);
        case 'unknown':
          return page(UNKNOWN, 404);
        case 'busy':
          return page(BUSY, 409);
      }
    }),
  ],
  { clock: connections.clock },
);
