/** `GET /portal-settings`: what the portal must know before anybody has signed in. May do nothing, and asks nobody. */
import { systemClock } from '../../shared/adapters/system-clock.ts';
import { getPortalSettings } from '../../shared/contracts/api/portal-settings.ts';
import { readEnvironment } from '../../shared/contracts/environment.ts';
import { signInEnvironment } from '../../shared/contracts/sign-in-environment.ts';
import { DEFAULT_SETTINGS } from '../../shared/domain/program-settings.ts';
import { apiHandler, serve } from '../api/api-handler.ts';

const environment = readEnvironment(signInEnvironment);
const { timeZone, currency } = DEFAULT_SETTINGS;
const settings = {
  userPool: {
    // The SDK's own variable, by which a pool on another address is found: the browser goes where functions would.
    endpoint: environment.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER ?? environment.USER_POOL_ENDPOINT,
    clientId: environment.USER_POOL_CLIENT_ID,
  },
  timeZone,
  currency,
};

/** The same until the next deployment; five minutes of an old one hurt nobody. */
const CACHED = { 'cache-control': 'public, max-age=300' };

export const handler = apiHandler([serve(getPortalSettings, async () => ({ body: settings, headers: CACHED }))], {
  clock: systemClock,
});
