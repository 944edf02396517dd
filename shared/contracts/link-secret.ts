/** The key that signs the links in mails: generated with the stack, used by nobody else. */
import * as z from 'zod';

export const linkSecretSchema = z.object({ hmacKey: z.string().min(32) });
