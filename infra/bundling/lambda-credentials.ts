/**
 * Stands in bundles for `@aws-sdk/credential-provider-node`: a Lambda function is given its role's credentials in the
 * environment, so the ways to find them in profiles, SSO, processes, tokens and metadata services stay at home.
 */

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export class NoCredentialsInEnvironment extends Error {
  override readonly name = 'NoCredentialsInEnvironment';
}

/** Same shape as the SDK's own; its clients ask once and keep the answer, as long as the environment lives. */
export const defaultProvider = () => async (): Promise<Credentials> => {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) {
    throw new NoCredentialsInEnvironment(
      'A bundled function takes AWS credentials from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (and AWS_SESSION_TOKEN) only, and they are not set.',
    );
  }
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }),
  };
};
