/** PayPal's webhooks: told of what turned at PayPal, and of what did not; lost, doubled, late, in any order. Each is a hint and no more. */
import { takenWebhooks } from '../../../shared/adapters/ledger/taken-webhooks.ts';
import { type WebhookEvent, webhookEventSchema } from '../../../shared/contracts/paypal-webhook.ts';
import { instant } from '../../../shared/domain/calendar/time-zone.ts';
import { lookNow } from '../../../shared/usecases/settlement/look-now.ts';
import { takeWebhook } from '../../../shared/usecases/settlement/take-webhook.ts';
import type { Turn } from '../cloud/fates.ts';
import type { BookedBatch } from '../cloud/paypal-books.ts';
import { DAY_MS, momentOf } from '../days.ts';
import type { Actor, Simulation } from '../simulation.ts';

const MINUTE = 60_000;
/** PayPal tries for three days. */
const TRIES = 4;

export const webhooks: Actor = {
  name: 'webhooks',
  begin(simulation) {
    const { paypal, chance, looks } = simulation;
    looks.worker = (message, ended) => {
      simulation.invoke(
        'look-now',
        120,
        async (tools) => {
          if (message.kind !== 'look') throw new Error('nobody cancels here');
          simulation.reach(`look: ${await lookNow(message, simulation.settlement(tools))}`);
        },
        ended,
      );
    };
    // Not every program has registered them: they must make nothing right that would be wrong without them.
    if (chance.happens(0.4)) return;
    const { accepted } = paypal;
    paypal.accepted = (batch) => {
      accepted(batch);
      for (const { turns } of batch.items)
        for (const turn of turns) if (turn.status !== 'PENDING') plan(simulation, batch, turn);
    };
  },
};

function plan(simulation: Simulation, batch: BookedBatch, turn: Turn): void {
  const { world, chance, faults, story } = simulation;
  // Long after the end nobody listens.
  if (turn.at > momentOf(story.end - 4, 0)) return;
  const soon = turn.at + chance.between(0, 20_000);
  const event = eventOf(simulation, batch, turn);
  const tell = (at: number, told: WebhookEvent): void => world.at(at, () => send(simulation, told, TRIES));
  switch (faults.draw('webhook')) {
    case 'webhook lost':
      return;
    case 'webhook sent twice':
      tell(soon, event);
      tell(soon + chance.pick([0, 1, 50, 5_000, DAY_MS]), event);
      return;
    case 'webhook late':
      tell(turn.at + chance.between(1, 3 * 24 * 60) * MINUTE, event);
      return;
    // PayPal's own books lag behind its webhooks: the look finds what was before.
    case 'webhook early':
      tell(Math.max(world.now, turn.at - chance.between(1, 3_600_000)), event);
      return;
    case 'webhook forged':
      tell(soon, event);
      tell(world.now + chance.between(0, 60 * 24 * 60) * MINUTE, lie(simulation, event));
      return;
    default:
      tell(soon, event);
  }
}

function eventOf(simulation: Simulation, { batchId, senderBatchId }: BookedBatch, { at, status }: Turn): WebhookEvent {
  return webhookEventSchema.parse({
    id: `WH-${simulation.nextId()}`,
    event_type: `PAYMENT.PAYOUTS-ITEM.${status === 'SUCCESS' ? 'SUCCEEDED' : status}`,
    create_time: new Date(at).toISOString(),
    resource: { sender_batch_id: senderBatchId, payout_batch_id: batchId, transaction_status: status },
  });
}

/** Rightly signed and wrong: of another state, another batch, another time, or of a batch that is none of ours. */
function lie({ chance }: Simulation, event: WebhookEvent): WebhookEvent {
  const id = `${event.id}-lie`;
  const { resource } = event;
  switch (chance.between(0, 4)) {
    case 0:
      return { ...event, id, event_type: `PAYMENT.PAYOUTS-ITEM.${chance.pick(['FAILED', 'RETURNED', 'SUCCEEDED'])}` };
    case 1:
      return { ...event, id, resource: { ...resource, payout_batch_id: 'PP-NOBODYS' } };
    case 2:
      return { ...event, id, create_time: '2099-01-01T00:00:00Z' };
    case 3:
      return {
        ...event,
        id,
        resource: { ...resource, sender_batch_id: resource.sender_batch_id?.replace(/\d+$/, '2') },
      };
    default:
      return { ...event, id, resource: { sender_batch_id: 'somebody-elses-7' } };
  }
}

function send(simulation: Simulation, event: WebhookEvent, tries: number): void {
  const { world, chance, looks } = simulation;
  simulation.invoke(
    'paypal-webhook',
    29,
    async ({ table, process }) => {
      const dependencies = { taken: takenWebhooks(table), queue: looks.for(process) };
      const outcome = await takeWebhook(event, instant(Math.floor(world.now) + 6 * DAY_MS), dependencies);
      simulation.reach(`webhook ${outcome}`);
    },
    (end) => {
      if (end.kind !== 'done' && tries > 1)
        world.at(world.now + chance.between(1, 600) * MINUTE, () => send(simulation, event, tries - 1));
    },
  );
}
