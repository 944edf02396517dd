/** A partner's log-in: password, sessions, log-in e-mail, second factor. Signing in itself is the user pool's. */
import * as z from 'zod';
import { emailSchema } from '../values.ts';
import { instantOut } from './api-values.ts';
import { endpoint } from './endpoint.ts';

/** In 24 hours, to whatever address. */
export const MAX_LOGIN_EMAIL_MAILS = 5;

/** The user pool's own limit. */
const passwordIn = z.string().min(1).max(256).meta({ format: 'password' });
const codeIn = z
  .string()
  .regex(/^\d{6}$/, 'must be six digits')
  .meta({ examples: ['492039'] });
const WRONG = "The problem's type is `wrong-password`";
const CHECK_NEEDED = "The problem's type is `password-check-needed`: check the password first";
const TOO_MANY_TRIES = 'Too many tries: wait a while';

export const checkPassword = endpoint({
  operationId: 'checkPassword',
  method: 'POST',
  path: '/me/password-check',
  access: 'partner',
  summary: 'Checks the password anew, for what a stolen session must not do',
  description:
    'Good for this session and five minutes: for a change of the PayPal address, of the log-in e-mail, and of the second factor. Where sign-ins ask for a code this does, too; one that was used for the sign-in is no good again, so wait for the next.',
  body: z.strictObject({
    password: passwordIn,
    code: codeIn.optional().meta({ description: 'Of the authenticator app, where there is a second factor' }),
  }),
  answer: { status: 200, description: 'The password is right', body: z.object({ goodUntil: instantOut }) },
  refusals: {
    403: "The problem's type is `wrong-password`, `code-needed` (the password is right, and the code is missing) or `wrong-code`",
    429: TOO_MANY_TRIES,
  },
});

export const changePassword = endpoint({
  operationId: 'changePassword',
  method: 'POST',
  path: '/me/password',
  access: 'partner',
  summary: 'Changes the password and ends every session, this one too',
  description:
    'Sign in with the new password afterwards. Links that were mailed to confirm another log-in e-mail are over, too. Should the call fail half-way the password may be changed and sessions go on: then sign out everywhere.',
  body: z.strictObject({ current: passwordIn, new: passwordIn }),
  answer: { status: 204, description: 'Changed' },
  refusals: { 400: 'The new password is not strong enough: the field `new` says why', 403: WRONG, 429: TOO_MANY_TRIES },
});

export const signOutEverywhere = endpoint({
  operationId: 'signOutEverywhere',
  method: 'POST',
  path: '/me/sign-out',
  access: 'partner',
  summary: 'Ends every session, this one too',
  description: 'At once for this API, access tokens that have not expired among them.',
  answer: { status: 204, description: 'Signed out' },
});

export const changeLoginEmail = endpoint({
  operationId: 'changeLoginEmail',
  method: 'PUT',
  path: '/me/login-email',
  access: 'partner',
  summary: 'Mails a confirmation to a new log-in e-mail',
  description: [
    'Needs the password checked within the five minutes before, in this session. Nothing changes until the link in the mail is used, within 48 hours; then the old address is told. Ending all sessions, or changing the password, makes the link void.',
    "The answer does not tell whether somebody else signs in with that address; the link's page does, to whoever reads that mailbox.",
  ].join('\n\n'),
  body: z.strictObject({ email: emailSchema }),
  answer: { status: 204, description: 'The mail is on its way' },
  refusals: {
    403: CHECK_NEEDED,
    409: 'It is your log-in e-mail already',
    429: `${MAX_LOGIN_EMAIL_MAILS} such mails were sent within 24 hours`,
  },
});

export const getSecondFactor = endpoint({
  operationId: 'getSecondFactor',
  method: 'GET',
  path: '/me/second-factor',
  access: 'partner',
  summary: 'Whether a sign-in asks for a code of an authenticator app',
  answer: { status: 200, description: 'Whether it does', body: z.object({ active: z.boolean() }) },
});

export const beginSecondFactor = endpoint({
  operationId: 'beginSecondFactor',
  method: 'POST',
  path: '/me/second-factor',
  access: 'partner',
  summary: 'Makes a secret for an authenticator app',
  description:
    'Needs the password checked within the five minutes before, in this session. Until the first code is confirmed, sign-ins go as before; begun again, the secret before is over.',
  answer: {
    status: 200,
    description: 'The secret, told this once',
    body: z.object({
      secret: z.string().meta({ description: 'Base32, to be typed in' }),
      uri: z.string().meta({ description: 'The same for a QR code', examples: ['otpauth://totp/…'] }),
    }),
  },
  refusals: { 403: CHECK_NEEDED, 409: 'There is a second factor already: remove it first' },
});

export const confirmSecondFactor = endpoint({
  operationId: 'confirmSecondFactor',
  method: 'POST',
  path: '/me/second-factor/confirmation',
  access: 'partner',
  summary: 'Confirms the first code of the authenticator app: from now on sign-ins ask for one',
  body: z.strictObject({ code: codeIn }),
  answer: { status: 204, description: 'Sign-ins ask for a code' },
  refusals: { 409: 'No secret was made', 422: 'The code is wrong, or too old', 429: TOO_MANY_TRIES },
});

export const removeSecondFactor = endpoint({
  operationId: 'removeSecondFactor',
  method: 'DELETE',
  path: '/me/second-factor',
  access: 'partner',
  summary: 'Sign-ins ask for no code any more',
  description: 'Needs the password checked within the five minutes before, in this session.',
  answer: { status: 204, description: 'Sign-ins ask for the password alone' },
  refusals: { 403: CHECK_NEEDED },
});
