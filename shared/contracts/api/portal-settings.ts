/** What the portal must know before anybody has signed in. Nothing of it is secret. */
import * as z from 'zod';
import { endpoint } from './endpoint.ts';

export const getPortalSettings = endpoint({
  operationId: 'getPortalSettings',
  method: 'GET',
  path: '/portal-settings',
  access: 'public',
  summary: 'Where to sign in, and how days and money are written',
  answer: {
    status: 200,
    description: 'The same for everybody, until the next deployment',
    body: z.object({
      userPool: z.object({
        endpoint: z.string().meta({ description: 'The address at which the portal calls the user pool' }),
        clientId: z.string().meta({ description: "The portal's client in the pool; it has no secret" }),
      }),
      timeZone: z.string().meta({ description: 'In which days begin', examples: ['America/Los_Angeles'] }),
      currency: z.literal('USD'),
    }),
  },
});
