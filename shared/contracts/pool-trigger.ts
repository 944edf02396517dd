/** What the user pool tells a function after somebody confirmed something, and waits for as its answer. */
import * as z from 'zod';

/** Of `PostConfirmation`; in Cognito's words. The rest is passed through. */
export const confirmedSchema = z.looseObject({
  /** A user who signed up comes here, too, where a pool lets people sign up. */
  triggerSource: z.enum(['PostConfirmation_ConfirmForgotPassword', 'PostConfirmation_ConfirmSignUp']),
  request: z.looseObject({ userAttributes: z.looseObject({ sub: z.string().min(1) }) }),
});
