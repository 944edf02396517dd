import { expect, it } from 'vitest';
import { partnerId } from '../../../shared/domain/ids.ts';
import { freezePayouts } from '../../../shared/usecases/partner/freeze-payouts.ts';
import { MemoryPartnerCenter } from '../../support/memory-partner-center.ts';

const P1 = partnerId('p1');

async function begin() {
  const center = new MemoryPartnerCenter();
  center.program.moveTo('2026-06-01');
  await center.signUp('p1');
  return { center, freeze: () => freezePayouts(P1, center.by('p1'), center.with) };
}

it('a partner freezes their payouts once; they are told, and the audit trail says who', async () => {
  const { center, freeze } = await begin();
  expect(await freeze()).toMatchObject({ kind: 'done', record: { partner: { frozen: true } } });
  expect(await freeze()).toMatchObject({ kind: 'unchanged' });
  expect(center.mails).toMatchObject([
    { kind: 'payouts-frozen', to: 'p1@partner.example', data: { frozenOn: '2026-06-01' } },
  ]);
  expect(await center.audits('p1')).toMatchObject([{ action: 'partner.freeze', by: { kind: 'partner', id: 'p1' } }]);
});

it('it goes well with what somebody else changes at the same moment', async () => {
  const { center, freeze } = await begin();
  center.program.table.interrupt(
    ({ kind }) => kind === 'write',
    () => center.changeAddress('p1', 'new@payee.example'),
  );
  expect(await freeze()).toMatchObject({ kind: 'done' });
  expect(await center.partner('p1')).toMatchObject({ frozen: true, paypal: { address: 'new@payee.example' } });
});
