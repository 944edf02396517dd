/** A local PayPal in a process of its own, to be killed: prints its URL. */
import { startLocalPayPal } from '../../../local/paypal/local-paypal.ts';
import { CREDENTIALS } from './payouts-client.ts';

const paypal = await startLocalPayPal({
  ...CREDENTIALS,
  clock: () => Date.parse('2026-11-20T17:00:00Z'),
  stateFile: process.argv[2] ?? '',
});
console.log(paypal.url);
