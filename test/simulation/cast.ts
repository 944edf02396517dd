/** Everybody who does something in a simulation. */
import { billing } from './actors/billing.ts';
import { claims } from './actors/claims.ts';
import { daily } from './actors/daily.ts';
import { friday } from './actors/friday.ts';
import { operations } from './actors/operations.ts';
import { partners } from './actors/partners.ts';
import { payoutWorkers } from './actors/payout-workers.ts';
import { weather } from './actors/weather.ts';
import { webhooks } from './actors/webhooks.ts';
import type { Actor } from './simulation.ts';

export const CAST: readonly Actor[] = [
  billing,
  friday,
  payoutWorkers,
  daily,
  operations,
  partners,
  claims,
  webhooks,
  weather,
];
