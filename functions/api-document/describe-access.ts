/** Who may call an endpoint, as the document says it: security schemes, and what each access asks of them. */
import type { Access } from '../../shared/contracts/api/endpoint.ts';
import { SIGNATURE_HEADER, TIMESTAMP_HEADER } from '../../shared/contracts/billing-events.ts';
import { WEBHOOK_ALGORITHM, WEBHOOK_HEADERS } from '../../shared/contracts/paypal-webhook.ts';
import { USER_GROUPS } from '../../shared/contracts/user-groups.ts';

export const SECURITY_SCHEMES = {
  accessToken: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: [
      "The **access token** (not the id token) of a user of the deployment's Cognito user pool, sent as `Authorization: Bearer …`.",
      'A portal gets it by `InitiateAuth` with the flow `USER_SRP_AUTH`, a script with `USER_PASSWORD_AUTH`, for the client id that the deployment names; it is good for an hour, its refresh token for 30 days.',
      'Whoever forgot the password calls `ForgotPassword` and, with the code from the mail, `ConfirmForgotPassword`; then `POST /me/sign-out`, which ends what was signed in before.',
      `What it opens is decided by the user's group: \`${USER_GROUPS.partners}\` (whose partner is known from the log-in alone, never from the request), \`${USER_GROUPS.operations}\`, or \`${USER_GROUPS.finance}\`, who may do all that operations may and what moves money.`,
    ].join('\n\n'),
  },
  billingTimestamp: {
    type: 'apiKey',
    in: 'header',
    name: TIMESTAMP_HEADER,
    description: 'When the call was signed, in seconds since 1970',
  },
  billingSignature: {
    type: 'apiKey',
    in: 'header',
    name: SIGNATURE_HEADER,
    description: 'HMAC-SHA256, in hexadecimal, of `<timestamp>.<raw body>`',
  },
  payPalSignature: {
    type: 'apiKey',
    in: 'header',
    name: WEBHOOK_HEADERS.signature,
    description: `RSA-SHA256 in base64, beside \`${WEBHOOK_HEADERS.transmissionId}\`, \`${WEBHOOK_HEADERS.transmissionTime}\`, \`${WEBHOOK_HEADERS.certificateUrl}\` and \`${WEBHOOK_HEADERS.algorithm}\` (${WEBHOOK_ALGORITHM})`,
  },
} as const;

type Requirement = Partial<Record<keyof typeof SECURITY_SCHEMES, string[]>>;

/** Any one of them is enough; none means that everybody may call. In 3.1 the list of a scheme that is not OAuth holds roles. */
const REQUIREMENTS: Readonly<Record<Access, readonly Requirement[]>> = {
  public: [],
  partner: [{ accessToken: [USER_GROUPS.partners] }],
  operations: [{ accessToken: [USER_GROUPS.operations] }, { accessToken: [USER_GROUPS.finance] }],
  finance: [{ accessToken: [USER_GROUPS.finance] }],
  billing: [{ billingTimestamp: [], billingSignature: [] }],
  paypal: [{ payPalSignature: [] }],
};

export const requirementsOf = (access: Access): Requirement[] => [...REQUIREMENTS[access]];
