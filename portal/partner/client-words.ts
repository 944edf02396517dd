/** How a client stands, in a word and a colour; the sentence beside it is the API's. */
import type { components } from '../api/schema.made.ts';
import type { Tone } from '../parts/tag.tsx';

export type Client = components['schemas']['ReferredClient'];
export type ClientStanding = Client['standing']['code'];

export const STANDING_WORDS: Readonly<Record<ClientStanding, string>> = {
  'no-purchase-yet': 'no purchase yet',
  maturing: 'maturing',
  earning: 'earning',
  'void-cancelled': 'cancelled early',
  'self-referral': 'your own account',
  'self-referral-review': 'with operations',
  'other-referrer': 'not credited to you',
};

export const STANDING_TONES: Readonly<Record<ClientStanding, Tone>> = {
  'no-purchase-yet': 'quiet',
  maturing: 'waiting',
  earning: 'good',
  'void-cancelled': 'bad',
  'self-referral': 'bad',
  'self-referral-review': 'waiting',
  'other-referrer': 'quiet',
};
