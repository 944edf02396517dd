/** What the endpoints behind links in mails share. */
import * as z from 'zod';

export const linkParams = z.strictObject({
  // Anything of this length: what is no token of ours gets the page that says so.
  token: z
    .string()
    .min(1)
    .max(200)
    .meta({ description: 'From a mail', examples: ['pVJq0m1nq7nC3bQb0m8X2w.mc1x2k00.…'] }),
});

export const PAGE_TYPE = 'text/html; charset=utf-8';
