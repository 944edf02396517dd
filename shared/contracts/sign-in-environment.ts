/** Environment variables of telling browsers where to sign in: in a file of their own, since each function carries all of a file's schemas. */
import * as z from 'zod';

export const signInEnvironment = z.object({
  USER_POOL_ENDPOINT: z.url(),
  USER_POOL_CLIENT_ID: z.string().min(1),
  AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: z.url().optional(),
});
