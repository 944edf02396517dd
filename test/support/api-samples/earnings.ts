/** Sample calls of what a partner sees of their earnings. */
import { ADA } from '../api-world.ts';
import { weekOf } from '../embedded-weeks.ts';
import type { Samples } from './sample.ts';

const adasPayout = { params: { weekEnding: weekOf(1) } };

export const EARNINGS_SAMPLES: Samples = {
  getEarnings: () => ({}),
  getWhy: () => ({}),
  listClients: () => ({ query: { limit: '10' } }),
  getClientWhy: () => ({ params: { clientId: `client-of-${ADA}` } }),
  listEntries: () => ({ query: { limit: '1', from: weekOf(1) } }),
  listPayouts: () => ({ query: { place: 'paid' } }),
  getPayout: () => adasPayout,
  getPayoutStatement: () => adasPayout,
  getYearlyStatement: () => ({ params: { file: '2026.csv' } }),
};
