/** What waits for a person, decided: each kind has its effect, its end and its audit record in one step, once. */
import { describe, expect, it } from 'vitest';
import { cents } from '../../../shared/domain/money/cents.ts';
import type { Partner, TaxAnswers } from '../../../shared/domain/partner.ts';
import { answerTaxQuestions } from '../../../shared/usecases/partner/answer-tax-questions.ts';
import { changeOwnSettings } from '../../../shared/usecases/partner/change-own-settings.ts';
import { diesAfterEachOperation, duringEachOperation } from '../../support/memory-faults.ts';
import { MemoryProgram } from '../../support/memory-program.ts';
import { answered, MemoryStaff } from '../../support/memory-staff.ts';

const KEYED = { by: 'ann', key: 'k1' };
const NO: TaxAnswers = { usCitizen: false, greenCard: false, presentOver183Days: false, workedInUs: false };
const WORKED: TaxAnswers = { ...NO, workedInUs: true };

/** Thursday 2026-04-16: p1, who lives in Germany, is owed $25.00 by the run of tomorrow. */
async function begin(change: Partial<Partner> = {}): Promise<MemoryStaff> {
  const program = new MemoryProgram().moveTo('2026-04-03');
  await program.configure({ bucketGroups: 1, thresholdCents: cents(1) });
  await program.partner('p1', { country: 'DE' } as object);
  await program.changePartner('p1', change);
  await program.client('c1', 'p1');
  await program.payment('pay1', 'c1', '100.00', '2026-01-05');
  return new MemoryStaff(program.moveTo('2026-04-16'));
}

const byPartner = (staff: MemoryStaff) => ({ by: { kind: 'partner', id: 'p1' } as const, now: staff.word().now });
async function moveTo(staff: MemoryStaff, country: string): Promise<void> {
  const { partner, version } = await staff.record('p1');
  const target = { id: partner.id, version };
  expect(await changeOwnSettings(target, { country }, byPartner(staff), staff.with)).toMatchObject({ kind: 'done' });
}
async function answer(staff: MemoryStaff, answers: TaxAnswers): Promise<void> {
  const { partner, version } = await staff.record('p1');
  const target = { id: partner.id, version, answers };
  expect(await answerTaxQuestions(target, byPartner(staff), staff.with)).toMatchObject({ kind: 'done' });
}
const moved = async (): Promise<MemoryStaff> => {
  const staff = await begin();
  await moveTo(staff, 'US');
  return staff;
};
const worked = async (): Promise<MemoryStaff> => {
  const staff = await begin();
  await answer(staff, WORKED);
  return staff;
};
const byStaff = async (staff: MemoryStaff) => (await staff.trail('p1')).filter(({ by }) => by.kind === 'staff');
const nextRun = async ({ program }: MemoryStaff, friday = '2026-04-17'): Promise<unknown> => {
  await program.friday(friday);
  expect(program.problems()).toEqual([]);
  const [payout] = program.payouts('p1');
  return payout?.amountCents ?? program.account('p1')?.reasons;
};

describe('a move to the United States', () => {
  it('holds payouts back until it is looked at', async () =>
    expect(await nextRun(await moved())).toEqual(['tax-questionnaire-missing']));

  it('accepted lifts the questionnaire', async () => {
    const staff = await moved();
    const decided = { kind: 'moved-to-us', id: 'p1', decision: 'accept' } as const;
    expect(answered(await staff.review('moved-to-us', 'p1', 'accept'))).toEqual(decided);
    const { partner } = await staff.record('p1');
    expect([partner.country, partner.countryUnderReview]).toEqual(['US', undefined]);
    expect(await byStaff(staff)).toMatchObject([
      {
        ...{ action: 'review.moved-to-us.accept', subject: 'partner:p1', by: { id: 'ann' }, why: staff.word().note },
        ...{ from: { country: 'US', countryUnderReview: true }, to: { country: 'US', countryUnderReview: false } },
      },
    ]);
    expect(await nextRun(staff)).toBe(25_00);
  });

  it('refused puts the country back, and the questions stay', async () => {
    const staff = await moved();
    answered(await staff.review('moved-to-us', 'p1', 'refuse'));
    const { partner } = await staff.record('p1');
    expect([partner.country, partner.countryUnderReview]).toEqual(['DE', undefined]);
    expect(await byStaff(staff)).toMatchObject([{ to: { country: 'DE', countryUnderReview: false } }]);
    expect(await nextRun(staff)).toEqual(['tax-questionnaire-missing']);
  });

  it('that goes on to another country is reviewed no more', async () => {
    const staff = await moved();
    await moveTo(staff, 'FR');
    expect(await staff.review('moved-to-us', 'p1', 'accept')).toMatchObject({ kind: 'refused', why: { status: 404 } });
    expect((await staff.record('p1')).partner.country).toBe('FR');
  });

  it('that goes on at the very moment of the decision is undone by no refusal, and lifted by no acceptance', async () => {
    const start = await moved();
    for (const decision of ['accept', 'refuse'] as const)
      await duringEachOperation(
        () => start.copy(),
        (staff) => staff.review('moved-to-us', 'p1', decision),
        (staff) => moveTo(staff, 'FR'),
        async (staff) => {
          const { partner } = await staff.record('p1');
          expect([partner.country, partner.countryUnderReview]).toEqual(['FR', undefined]);
        },
      );
  });
});

describe('income from the United States', () => {
  it('puts the partner on hold until it is looked at', async () =>
    expect(await nextRun(await worked())).toEqual(['on-hold']));

  it('accepted ends the hold', async () => {
    const staff = await worked();
    answered(await staff.review('us-source-income', 'p1', 'accept'));
    expect(await byStaff(staff)).toMatchObject([
      { action: 'review.us-source-income.accept', from: { reviewed: false }, to: { reviewed: true } },
    ]);
    expect(await nextRun(staff)).toBe(25_00);
  });

  it('refused leaves it', async () => {
    const staff = await worked();
    answered(await staff.review('us-source-income', 'p1', 'refuse'));
    expect(await byStaff(staff)).toMatchObject([
      { action: 'review.us-source-income.refuse', from: { reviewed: false }, to: { reviewed: false } },
    ]);
    expect(await nextRun(staff)).toEqual(['on-hold']);
  });

  it('answered anew meanwhile, with another result, is nothing to decide about', async () => {
    const staff = await worked();
    await answer(staff.seconds(86_400), NO);
    expect(await staff.review('us-source-income', 'p1', 'accept')).toMatchObject({
      ...{ kind: 'refused', why: { status: 404 } },
    });
    expect((await staff.record('p1')).partner.tax.reviewed).toBeUndefined();
  });

  it('answered anew with the same result another day is a review of its own', async () => {
    const staff = await worked();
    answered(await staff.review('us-source-income', 'p1', 'accept'));
    await answer(staff.seconds(86_400), WORKED);
    expect((await staff.record('p1')).partner.tax.reviewed).toBeUndefined();
    expect(await staff.with.reviews.find('us-source-income', 'p1')).toMatchObject({ answeredOn: '2026-04-17' });
  });

  it('of answers that are over is not accepted, should such a review ever be left', async () => {
    const staff = await worked();
    const review = await staff.with.reviews.find('us-source-income', 'p1');
    await answer(staff.seconds(86_400), NO);
    await staff.table.putAll([{ pk: 'REVIEW', sk: 'us-source-income#p1', review }]);
    answered(await staff.review('us-source-income', 'p1', 'accept'));
    expect((await staff.record('p1')).partner.tax.reviewed).toBeUndefined();
    expect(await byStaff(staff)).toMatchObject([{ to: { reviewed: false } }]);
  });

  it('answered anew at the very moment of the decision: the new answers are not taken for reviewed', async () => {
    const start = await worked();
    await duringEachOperation(
      () => start.copy(),
      (staff) => staff.review('us-source-income', 'p1', 'accept'),
      (staff) => answer(staff, NO),
      async (staff) => {
        const { tax } = (await staff.record('p1')).partner;
        expect([tax.result, tax.reviewed]).toEqual(['foreign-source', undefined]);
        expect(await staff.with.reviews.find('us-source-income', 'p1')).toBeUndefined();
      },
    );
  });
});

describe.each([
  { kind: 'moved-to-us', id: 'p1', decision: 'accept', prepare: moved },
  { kind: 'us-source-income', id: 'p1', decision: 'refuse', prepare: worked },
  { kind: 'shared-address', id: 'p1', decision: 'dismiss', prepare: () => withReview(SHARED) },
  { kind: 'ambiguous-referrer', id: 'c9', decision: 'dismiss', prepare: () => withReview(AMBIGUOUS) },
] as const)('$kind', ({ kind, id, decision, prepare }) => {
  it('is decided once: its review is over with the audit record', async () => {
    const staff = await prepare();
    expect(answered(await staff.review(kind, id, decision))).toEqual({ kind, id, decision });
    expect(await staff.with.reviews.find(kind, id)).toBeUndefined();
    const [record] = (await staff.trail()).filter(({ by }) => by.kind === 'staff');
    expect(record).toMatchObject({ action: `review.${kind}.${decision}`, by: { kind: 'staff', id: 'ann' } });
    expect(record?.partnerId).toBe(kind === 'ambiguous-referrer' ? undefined : 'p1');
    expect(await staff.review(kind, id, decision)).toMatchObject({ kind: 'refused', why: { status: 404 } });
  });

  it('sent twice at the same moment, or again after a crash, is answered alike and happens once', async () => {
    const start = await prepare();
    const trail = (await start.trail()).length;
    const once = async (staff: MemoryStaff): Promise<void> => expect(await staff.trail()).toHaveLength(trail + 1);
    const answers: unknown[] = [];
    const send = async (staff: MemoryStaff) =>
      void answers.push(answered(await staff.review(kind, id, decision, KEYED)));
    await duringEachOperation(() => start.copy(), send, send, once);
    await diesAfterEachOperation(
      () => start.copy(),
      send,
      async (staff) => {
        await send(staff);
        await once(staff);
      },
    );
    expect(new Set(answers.map((each) => JSON.stringify(each))).size).toBe(1);
  });

  it('is not decided in a way that its kind does not know', async () => {
    const staff = await prepare();
    const items = staff.program.items();
    const wrong = decision === 'dismiss' ? 'accept' : 'dismiss';
    expect(await staff.review(kind, id, wrong)).toMatchObject({ kind: 'refused', why: { status: 422 } });
    expect(staff.program.items()).toEqual(items);
  });
});

const SHARED = { kind: 'shared-address', partnerId: 'p1', others: ['p2'] };
const AMBIGUOUS = { kind: 'ambiguous-referrer', clientId: 'c9', candidates: ['p1', 'p2'], howHeard: 'Partner' };
async function withReview(review: typeof SHARED | typeof AMBIGUOUS): Promise<MemoryStaff> {
  const staff = await begin();
  const id = 'clientId' in review ? review.clientId : review.partnerId;
  await staff.table.putAll([{ pk: 'REVIEW', sk: `${review.kind}#${id}`, review }]);
  return staff;
}
