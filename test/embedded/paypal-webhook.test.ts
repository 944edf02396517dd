/** PayPal's webhooks against the deployed handlers: a hint that is believed to be one, and never more; and what operations do about payouts that wait. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { FORGERIES, type Transmission } from '../../local/paypal/webhooks.ts';
import { WEBHOOK_HEADERS } from '../../shared/contracts/paypal-webhook.ts';
import { USER_GROUPS } from '../../shared/contracts/user-groups.ts';
import type { SignedIn } from '../support/api-world.ts';
import { expectSound, ledgerItems } from '../support/embedded-audit.ts';
import { type EmbeddedProgram, startProgram } from '../support/embedded-program.ts';
import { setProgram } from '../support/embedded-settings.ts';
import { callAs, signedInUser } from '../support/embedded-sign-in.ts';
import { addressOf, BEGIN, earners, fridayOf, weeklyCents, weekOf } from '../support/embedded-weeks.ts';

const DAY_MS = 86_400_000;
const PARTNERS = ['p1', 'p2', 'p3', 'p4', 'p5'];
const logs: string[] = [];
let program: EmbeddedProgram;
let finance: SignedIn;

beforeAll(async () => {
  program = await startProgram(BEGIN, { onLog: ({ line }) => void logs.push(line) });
  await setProgram(program.table, { bucketGroups: 1 });
  await program.tell(...earners(PARTNERS, 1));
  for (const partner of PARTNERS.slice(0, 4)) program.paypal.setOutcome(addressOf(partner), 'UNCLAIMED');
  await program.friday(fridayOf(1));
  finance = await signedInUser(program, 'finance@partner.example', [USER_GROUPS.finance]);
  // From here on PayPal tells; until then nobody was asked to listen.
  program.paypal.registerWebhook(program.payPalWebhook);
  program.paypal.setWebhookMode('held');
});
afterAll(() => program?.stop());
afterEach(() => expectSound(program));

const transferOf = (partner: string) => {
  const found = program.paypal.transfers().find(({ receiver }) => receiver === addressOf(partner));
  if (!found) throw new Error(`PayPal has nothing for ${partner}`);
  return found;
};
/** PayPal changes its mind, and its webhook waits to be delivered. @returns the webhook's id */
function turns(partner: string, status: string): string {
  program.paypal.moveItem(transferOf(partner).payoutItemId, status);
  return program.paypal.webhooks().at(-1)?.id ?? '';
}
async function delivered(ids: readonly string[], times = 1): Promise<readonly number[]> {
  const answers = await program.paypal.deliverWebhooks({ ids, times });
  await program.cloud.idle();
  return answers;
}
async function stateOf(partner: string): Promise<unknown> {
  return (await ledgerItems(program.cloud)).find(
    ({ pk, sk }) => pk === `PARTNER#${partner}` && sk === `PAYOUT#${weekOf(1)}`,
  )?.state;
}
async function carriedBy(partner: string): Promise<unknown> {
  return (await ledgerItems(program.cloud)).find(({ pk, sk }) => pk === `PARTNER#${partner}` && sk === 'ACCOUNT')
    ?.carriedCents;
}
const post = ({ headers, body }: Transmission) =>
  fetch(program.payPalWebhook.url, { method: 'POST', headers, body }).then(({ status }) => status);

it('a payout that nobody claimed is back at once, on the day and in the minute on which PayPal says so', async () => {
  expect(await stateOf('p1')).toBe('unclaimed');
  const webhook = turns('p1', 'RETURNED');
  const before = program.clock.now();
  expect(await delivered([webhook])).toEqual([200]);
  expect([await stateOf('p1'), await carriedBy('p1')]).toEqual(['returned', weeklyCents('p1')]);
  expect(program.clock.now()).toBe(before);
  expect((await program.results(weekOf(1)))?.run.report).toMatchObject({ backCents: weeklyCents('p1') });
});

it('the same event again asks PayPal nothing, and gives nothing back again', async () => {
  const [webhook] = program.paypal.webhooks();
  const looks = program.paypal.calls().batch;
  expect(await delivered([webhook?.id ?? ''], 3)).toEqual([200, 200, 200]);
  expect(program.paypal.calls().batch).toBe(looks);
  expect(await carriedBy('p1')).toBe(weeklyCents('p1'));
});

describe('a forgery', () => {
  let genuine: Transmission;
  let webhook: string;
  beforeAll(() => {
    webhook = turns('p2', 'RETURNED');
    genuine = program.paypal.transmissionOf(webhook);
  });
  /** Refused, and not a byte of the ledger is another. */
  async function refused(transmissions: readonly Transmission[], status = 401): Promise<void> {
    const before = await ledgerItems(program.cloud);
    const looks = program.paypal.calls().batch;
    for (const transmission of transmissions)
      expect([await post(transmission), transmission]).toEqual([status, transmission]);
    await program.cloud.idle();
    expect(await ledgerItems(program.cloud)).toEqual(before);
    expect(program.paypal.calls().batch).toBe(looks);
  }
  const changed = (text: string, place: number): string =>
    `${text.slice(0, place)}${text[place] === 'a' ? 'b' : 'a'}${text.slice(place + 1)}`;

  it.each(FORGERIES)('by %s changes nothing', async (forged) =>
    refused([program.paypal.transmissionOf(webhook, forged)]),
  );

  it('with another byte in the body, at its beginning, middle, end and beyond, changes nothing', async () => {
    const { body, headers } = genuine;
    const bodies = [0, 1, Math.floor(body.length / 2), body.length - 1].map((place) => changed(body, place));
    await refused([...bodies, `${body} `, body.slice(1), ''].map((other) => ({ headers, body: other })));
  });

  it.each(Object.values(WEBHOOK_HEADERS))('with another byte in %s, or without it, changes nothing', async (header) => {
    const value = genuine.headers[header] ?? '';
    const places = [0, Math.floor(value.length / 2), value.length - 1];
    const others = places.map((place) => ({ ...genuine.headers, [header]: changed(value, place) }));
    const { [header]: _, ...without } = genuine.headers;
    await refused([...others, without].map((headers) => ({ headers, body: genuine.body })));
  });

  it('with a certificate from elsewhere changes nothing, and nobody there is asked', async () => {
    const of = (url: string) => ({
      headers: { ...genuine.headers, [WEBHOOK_HEADERS.certificateUrl]: url },
      body: genuine.body,
    });
    const path = new URL(genuine.headers[WEBHOOK_HEADERS.certificateUrl] ?? '').pathname;
    const local = new URL(program.paypal.url);
    await refused(
      [
        `https://api.paypal.com${path}`,
        `http://localhost:${local.port}${path}`,
        `${program.cloud.apiUrl}${path}`,
        `${program.paypal.url}/_local/transfers`,
        `https://api.paypal.com.attacker.example${path}`,
      ].map(of),
    );
  });

  it('that is too large is not even looked at', async () =>
    refused([{ ...genuine, body: `${genuine.body}${' '.repeat(64_001)}` }], 413));

  it('was of something true: as PayPal sent it, it counts', async () => {
    expect(await post(genuine)).toBe(200);
    await program.cloud.idle();
    expect([await stateOf('p2'), await carriedBy('p2')]).toEqual(['returned', weeklyCents('p2')]);
  });
});

it('what a webhook says is not believed: PayPal is asked, and says otherwise', async () => {
  const returned = turns('p3', 'RETURNED');
  turns('p3', 'UNCLAIMED');
  expect(await delivered([returned])).toEqual([200]);
  expect([await stateOf('p3'), await carriedBy('p3')]).toEqual(['unclaimed', 0]);
});

it('webhooks in the wrong order, and twice, end where PayPal is', async () => {
  const blocked = turns('p3', 'BLOCKED');
  const claimed = turns('p3', 'SUCCESS');
  expect(await delivered([claimed, blocked], 2)).toEqual([200, 200, 200, 200]);
  expect([await stateOf('p3'), await carriedBy('p3')]).toEqual(['paid', 0]);
});

it('one about a batch of somebody else is taken and forgotten, with a line in the log', async () => {
  const before = await ledgerItems(program.cloud);
  const own = program.paypal.webhooks().at(-1);
  const { body } = program.paypal.transmissionOf(own?.id ?? '');
  const other = body.replaceAll(`payout-${weekOf(1)}-g`, 'PAYROLL-g').replaceAll(own?.id ?? '', 'WH-OF-ANOTHER');
  expect(await post(program.paypal.signedAs(other))).toBe(200);
  await program.cloud.idle();
  expect(await ledgerItems(program.cloud)).toEqual(before);
  expect(logs.some((line) => line.includes('WH-OF-ANOTHER') && line.includes('"outcome":"ignored"'))).toBe(true);
});

it('one that is lost is made up for by the daily look, as long as something of its batch is open', async () => {
  program.paypal.setWebhookMode('lost');
  turns('p5', 'REFUNDED');
  await program.cloud.idle();
  expect(await stateOf('p5')).toBe('paid');
  await program.cloud.advanceTo(Date.parse(`${fridayOf(1)}T15:00:00Z`) + DAY_MS);
  expect(await stateOf('p5')).toBe('refunded');
  program.paypal.setWebhookMode('held');
});

describe('operations', () => {
  const call = async (method: string, path: string, body?: object, key = randomUUID()) => {
    const answer = await callAs(program, finance, method, path, {
      ...(body ? { body, headers: { 'idempotency-key': key } } : {}),
    });
    await program.cloud.idle();
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const note = 'agreed with the partner';

  it('see what waits, and what can be done about each', async () => {
    const { status, body } = await call('GET', '/ops/exceptions');
    expect(status).toBe(200);
    expect(body.items).toMatchObject([
      {
        kind: 'payout',
        partnerId: 'p4',
        state: 'unclaimed',
        actions: ['cancel', 'look'],
        amountCents: weeklyCents('p4'),
      },
      { kind: 'payout', partnerId: 'p5', state: 'refunded', actions: ['put-back', 'write-off', 'look'] },
    ]);
  });

  it('put back what was sent back: once, however often they say so', async () => {
    const key = randomUUID();
    const path = `/ops/payouts/p5/${weekOf(1)}/decision`;
    const decided = await Promise.all([1, 2, 3].map(() => call('POST', path, { decision: 'put-back', note }, key)));
    expect(decided.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(decided[0]?.body).toEqual({
      partnerId: 'p5',
      weekEnding: weekOf(1),
      amountCents: weeklyCents('p5'),
      outcome: 'put-back',
    });
    expect([await stateOf('p5'), await carriedBy('p5')]).toEqual(['put-back', weeklyCents('p5')]);
    expect((await call('POST', path, { decision: 'write-off', note })).status).toBe(409);
  });

  it('remind the partner of an unclaimed payout on the third day, once', async () => {
    const mails = () => program.cloud.outbox().filter(({ subject }) => subject.includes('waits to be claimed'));
    await program.cloud.advanceTo(Date.parse(`${fridayOf(1)}T16:00:00Z`) + 2 * DAY_MS);
    expect(mails()).toEqual([]);
    await program.cloud.advanceTo(program.clock.now() + DAY_MS);
    await program.cloud.advanceTo(program.clock.now() + DAY_MS);
    expect(mails()).toMatchObject([
      { to: ['p4@partner.example'], text: expect.stringContaining(`${program.cloud.portalUrl}/settings`) },
    ]);
  });

  it('cancel it: PayPal shows it returned, it is back, and the address must be mended', async () => {
    const path = `/ops/payouts/p4/${weekOf(1)}/cancellation`;
    expect(await call('POST', path, { note })).toMatchObject({ status: 202, body: { ordered: 'cancel' } });
    expect(transferOf('p4').status).toBe('RETURNED');
    expect([await stateOf('p4'), await carriedBy('p4')]).toEqual(['returned', weeklyCents('p4')]);
    expect((await call('POST', path, { note })).status).toBe(409);
    expect((await call('GET', '/ops/exceptions')).body.items).toEqual([]);
    expect((await program.results(weekOf(1)))?.run.report).toMatchObject({ openCents: 0 });
    await program.friday(fridayOf(2));
    expect(
      (await program.results(weekOf(2)))?.carried.map(({ partnerId, reasons }) => [partnerId, ...reasons]),
    ).toEqual(['p1', 'p2', 'p4'].map((partner) => [partner, 'paypal-address-refused']));
    expect((await program.results(weekOf(2)))?.payouts.map(({ partnerId, state }) => [partnerId, state])).toEqual([
      ['p5', 'paid'],
    ]);
  });

  it('hear of a payout that is sent back long after its batch was settled', async () => {
    const webhook = turns('p3', 'REFUNDED');
    expect(await delivered([webhook])).toEqual([200]);
    expect(await stateOf('p3')).toBe('refunded');
    expect((await program.results(weekOf(1)))?.run.report).toMatchObject({ openCents: weeklyCents('p3') });
  });

  it('are on record with all of it', async () => {
    const { body } = await call('GET', '/ops/audit?limit=20');
    const actions = (body.items as { action: string }[]).map(({ action }) => action);
    expect(actions).toEqual(['payout.cancel', 'payout.put-back']);
  });
});

it('nothing personal is in the log', () => {
  const text = logs.join('\n');
  for (const word of ['@payee.example', '@partner.example', 'Owner of']) expect(text).not.toContain(word);
});
