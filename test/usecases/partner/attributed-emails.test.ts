/** Which addresses of a partner credit sign-ups that name them: those that were confirmed, and no stranger's that was only entered. */
import { beforeEach, expect, it } from 'vitest';
import type { Partner } from '../../../shared/domain/partner.ts';
import { MemoryPartnerCenter } from '../../support/memory-partner-center.ts';

const OTHERS = 'p2@partner.example';
const NEW = 'new@payee.example';

let center: MemoryPartnerCenter;

beforeEach(async () => {
  center = new MemoryPartnerCenter();
  center.program.moveTo('2026-06-01');
  await center.signUp('p1');
});

/** Whom a client is credited to who names an e-mail, and whom operations are asked about. */
async function creditOf(howHeard: string, client = 'c1') {
  await center.program.client(client, undefined, { howHeard });
  const facts = center.program.item(`CLIENT#${client}`, 'PROFILE')?.facts as { referrer?: string };
  const review = center.program.item('REVIEW', `ambiguous-referrer#${client}`)?.review as { candidates: string[] };
  return { referrer: facts.referrer, candidates: review?.candidates };
}

it('another partner’s address, entered and not confirmed, neither steals their clients nor blocks them', async () => {
  await center.signUp('p2');
  expect(await center.changeAddress('p1', OTHERS)).toMatchObject({ kind: 'done' });
  expect(await creditOf(`I heard of it from ${OTHERS}`)).toEqual({ referrer: 'p2' });
});

it('nor does one that was entered before its holder came', async () => {
  await center.changeAddress('p1', OTHERS);
  await center.signUp('p2');
  expect(await creditOf(OTHERS)).toEqual({ referrer: 'p2' });
});

it('one that nobody has confirmed credits nobody, and once the mailbox has confirmed it, who entered it', async () => {
  await center.changeAddress('p1', NEW);
  expect(await creditOf(NEW)).toEqual({ referrer: undefined, candidates: [] });
  await center.follow(center.token('paypal-address-confirmation', NEW));
  expect(await creditOf(NEW, 'c2')).toEqual({ referrer: 'p1' });
});

it('one that was confirmed is found for ever, also while the next one waits', async () => {
  await center.changeAddress('p1', NEW);
  await center.follow(center.token('paypal-address-confirmation', NEW));
  await center.changeAddress('p1', 'next@payee.example');
  expect(await creditOf(NEW)).toEqual({ referrer: 'p1' });
  expect(await creditOf('pay-p1@payee.example', 'c2'), 'imported').toEqual({ referrer: 'p1' });
  await center.changeAddress('p1', NEW);
  expect(await creditOf(NEW, 'c3'), 'waits anew').toEqual({ referrer: 'p1' });
});

it('a mailbox that two partners have confirmed is for operations to decide', async () => {
  await center.signUp('p2');
  for (const partner of ['p1', 'p2']) {
    await center.changeAddress(partner, NEW);
    await center.follow(center.token('paypal-address-confirmation', NEW));
  }
  expect(await creditOf(NEW)).toEqual({ referrer: undefined, candidates: ['p1', 'p2'] });
});

it('a log-in e-mail is found from its change on', async () => {
  const before = await center.record('p1');
  const after: Partner = { ...before.partner, email: NEW };
  const by = { kind: 'link', id: 'l1' } as const;
  const audit = { id: 'a1', at: center.now, by, action: 'partner.login-email', subject: 'partner:p1' };
  expect(await center.with.ledger.change({ before, after, audit })).toBe(true);
  expect(await creditOf(NEW)).toEqual({ referrer: 'p1' });
});

it('those who only entered an address are found by operations, and each once', async () => {
  await center.changeAddress('p1', NEW);
  expect(await center.with.ledger.holdersOf(NEW)).toEqual(['p1']);
  await center.follow(center.token('paypal-address-confirmation', NEW));
  expect(await center.with.ledger.holdersOf(NEW)).toEqual(['p1']);
});
