/** Signs and opens links of mails in a function that has the link secret. */
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { linkTokens } from '../shared/adapters/links/link-tokens.ts';
import { secretJson } from '../shared/adapters/secrets/secret-json.ts';
import { systemClock } from '../shared/adapters/system-clock.ts';
import { linkEnvironment, readEnvironment } from '../shared/contracts/environment.ts';
import { linkSecretSchema } from '../shared/contracts/link-secret.ts';

/** One key a function instance, kept for a while, so that a rotated one is noticed. */
export function connectLinks() {
  const environment = readEnvironment(linkEnvironment);
  const secret = secretJson({
    client: new SecretsManagerClient({}),
    secretId: environment.LINK_SECRET_ARN,
    schema: linkSecretSchema,
    now: systemClock.now,
  });
  return {
    tokens: linkTokens(async () => (await secret()).hmacKey),
    linkBase: environment.PUBLIC_BASE_URL.replace(/\/$/, ''),
  };
}
