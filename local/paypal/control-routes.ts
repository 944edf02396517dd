/** The control surface under `/_local/`, for processes that do not hold the local PayPal's handle. JSON in, JSON out. */
import * as z from 'zod';
import type { Answer } from './answers.ts';
import { DUPLICATE_FORMS } from './api.ts';
import type { LocalPayPalControls } from './controls.ts';
import { EFFECTS, OPERATIONS, STAGES } from './faults.ts';
import { FORGERIES, WEBHOOK_MODES } from './webhooks.ts';

const wholeCents = z.number().int();
const outcomeSchema = z.strictObject({
  receiver: z.string().min(1),
  status: z.string().min(1),
  error: z.string().optional(),
});
const itemSchema = z.strictObject({
  payoutItemId: z.string().min(1),
  status: z.string().min(1),
  error: z.string().optional(),
});
const batchSchema = z.strictObject({ senderBatchId: z.string().min(1), status: z.enum(['DENIED', 'CANCELED']) });
const balanceSchema = z.union([z.strictObject({ cents: wholeCents }), z.strictObject({ addCents: wholeCents })]);
const duplicatesSchema = z.strictObject({ form: z.enum(DUPLICATE_FORMS) });
const faultSchema = z.strictObject({
  effect: z.enum(EFFECTS),
  stage: z.enum(STAGES),
  on: z.enum(OPERATIONS).optional(),
  times: z.number().int().min(1).optional(),
  senderBatchId: z.string().optional(),
});

const webhookSchema = z.union([
  z.strictObject({ url: z.url(), webhookId: z.string().min(1) }),
  z.strictObject({ mode: z.enum(WEBHOOK_MODES) }),
]);
const deliverySchema = z.strictObject({
  ids: z.array(z.string()).optional(),
  times: z.number().int().min(1).optional(),
  forged: z.enum(FORGERIES).optional(),
});

type Route = (controls: LocalPayPalControls, body: unknown) => unknown;

const ROUTES: Readonly<Record<string, Route>> = {
  'GET /_local/transfers': (controls) => controls.transfers(),
  'GET /_local/batches': (controls) => controls.batches(),
  'GET /_local/calls': (controls) => controls.calls(),
  'GET /_local/deviations': (controls) => controls.deviations(),
  'GET /_local/balance': (controls) => ({ cents: controls.balanceCents() }),
  'POST /_local/balance': (controls, body) => {
    const asked = balanceSchema.parse(body);
    controls.setBalance('cents' in asked ? asked.cents : controls.balanceCents() + asked.addCents);
    return { cents: controls.balanceCents() };
  },
  'POST /_local/outcomes': (controls, body) => {
    const { receiver, status, error } = outcomeSchema.parse(body);
    controls.setOutcome(receiver, status, error);
  },
  'POST /_local/items': (controls, body) => {
    const { payoutItemId, status, error } = itemSchema.parse(body);
    controls.moveItem(payoutItemId, status, error);
  },
  'POST /_local/batches': (controls, body) => {
    const { senderBatchId, status } = batchSchema.parse(body);
    controls.setBatchOutcome(senderBatchId, status);
  },
  'POST /_local/duplicates': (controls, body) => controls.answerDuplicates(duplicatesSchema.parse(body).form),
  'POST /_local/faults': (controls, body) => controls.orderFault(faultSchema.parse(body)),
  'DELETE /_local/faults': (controls) => controls.clearFaults(),
  'GET /_local/webhooks': (controls) => controls.webhooks(),
  'POST /_local/webhooks': (controls, body) => {
    const asked = webhookSchema.parse(body);
    if ('mode' in asked) controls.setWebhookMode(asked.mode);
    else controls.registerWebhook(asked);
  },
  'POST /_local/webhooks/deliveries': (controls, body) => controls.deliverWebhooks(deliverySchema.parse(body ?? {})),
};

export async function control(
  controls: LocalPayPalControls,
  method: string,
  path: string,
  body: unknown,
): Promise<Answer> {
  const route = ROUTES[`${method} ${path}`];
  if (!route) return { status: 404, body: { error: `no such route: ${method} ${path}`, routes: Object.keys(ROUTES) } };
  try {
    const result = await route(controls, body);
    return { status: 200, body: typeof result === 'object' && result !== null ? result : { done: true } };
  } catch (error) {
    if (error instanceof z.ZodError) return { status: 400, body: { error: z.prettifyError(error) } };
    if (error instanceof RangeError) return { status: 400, body: { error: error.message } };
    throw error;
  }
}
