/** The function `mail-links`: the pages behind the links in mails. Nobody signs in here: the link is the key. */
import { connectUserPool } from '../../shared/adapters/cognito/user-pool.ts';
import { showLink, useLink } from '../../shared/contracts/api/links.ts';
import { readEnvironment, userPoolEnvironment } from '../../shared/contracts/environment.ts';
import { openLink } from '../../shared/usecases/links/open-link.ts';
import { useLink as followLink } from '../../shared/usecases/links/use-link.ts';
import { apiHandler, serve } from '../api/api-handler.ts';
import { connectPartners } from './connect.ts';
import { pageReply } from './link-page.ts';
import { BUSY, doneText, overText, questionText } from './link-texts.ts';
import { UNKNOWN } from './page-text.ts';

const { USER_POOL_ID, USER_POOL_CLIENT_ID } = readEnvironment(userPoolEnvironment);
const dependencies = {
  ...connectPartners(),
  pool: connectUserPool({ poolId: USER_POOL_ID, clientId: USER_POOL_CLIENT_ID }),
};

export const handler = apiHandler(
  [
    serve(showLink, async ({ params, now }) => {
      const opened = await openLink(params.token, now, dependencies);
      if (opened.kind === 'good') return pageReply(questionText(opened.view));
      return opened.kind === 'over' ? pageReply(overText(opened.why), 410) : pageReply(UNKNOWN, 404);
    }),
    serve(useLink, async ({ params, now }) => {
      const used = await followLink(params.token, now, dependencies);
      switch (used.kind) {
        case 'done':
          return pageReply(doneText(used.view));
        case 'over':
          return pageReply(overText(used.why), 410);
        case 'unknown':
          return pageReply(UNKNOWN, 404);
        case 'busy':
          return pageReply(BUSY, 409);
      }
    }),
  ],
  { clock: dependencies.clock },
);
