/** The function `mail-links`: the pages behind the links in mails. Nobody signs in here: the link is the key. */
import { connectUserPool } from '../../shared/adapters/cognito/user-pool.ts';
import { showLink, useLink } from '../../shared/contracts/api/links.ts';
import { readEnvironment, userPoolEnvironment } from '../../shared/contracts/environment.ts';
import { openLink } from '../../shared/usecases/links/open-link.ts';
import { useLink as followLink } from '../../shared/usecases/links/use-link.ts';
import { apiHandler, type Reply, serve } from '../api/api-handler.ts';
import { connectPartners } from './connect.ts';
import { linkPage, PAGE_HEADERS } from './link-page.ts';
import { BUSY, doneText, overText, questionText } from './link-texts.ts';
import { type PageText, UNKNOWN } from './page-text.ts';

const { USER_POOL_ID, USER_POOL_CLIENT_ID } = readEnvironment(userPoolEnvironment);
const dependencies = {
  ...connectPartners(),
  pool: connectUserPool({ poolId: USER_POOL_ID, clientId: USER_POOL_CLIENT_ID }),
};

const page = (text: PageText, status?: 404 | 409 | 410): Reply<undefined> => ({
  content: linkPage(text),
  headers: PAGE_HEADERS,
  ...(status === undefined ? {} : { status }),
});

export const handler = apiHandler(
  [
    serve(showLink, async ({ params, now }) => {
      const opened = await openLink(params.token, now, dependencies);
      if (opened.kind === 'good') return page(questionText(opened.view));
      return opened.kind === 'over' ? page(overText(opened.why), 410) : page(UNKNOWN, 404);
    }),
    serve(useLink, async ({ params, now }) => {
      const used = await followLink(params.token, now, dependencies);
      switch (used.kind) {
        case 'done':
          return page(doneText(used.view));
        case 'over':
          return page(overText(used.why), 410);
        case 'unknown':
          return page(UNKNOWN, 404);
        case 'busy':
          return page(BUSY, 409);
      }
    }),
  ],
  { clock: dependencies.clock },
);
