/** What becomes of a row: self-referral before all, then who the client is credited to, then whether it is listed. */
import { expect, it } from 'vitest';
import { partnerId } from '../../shared/domain/ids.ts';
import { isListed, judgeRow, ROW_OUTCOMES, type RowFacts } from '../../shared/domain/referral-list-row.ts';

const [own, other] = [partnerId('p1'), partnerId('p2')];
const judge = (facts: Partial<RowFacts>) =>
  judgeRow({ partner: own, verdict: 'none', referrers: [], isListed: false, ...facts });

it.each<{ why: string; facts: Partial<RowFacts>; judged: ReturnType<typeof judgeRow> }>([
  { why: 'nobody knows it', facts: {}, judged: { outcome: 'new' } },
  { why: 'the partner listed it', facts: { isListed: true }, judged: { outcome: 'listed-already' } },
  { why: "another's client", facts: { referrers: [other] }, judged: { outcome: 'claim-instead' } },
  { why: "nobody's client", facts: { referrers: [undefined] }, judged: { outcome: 'claim-instead' } },
  { why: "the partner's client", facts: { referrers: [own] }, judged: { outcome: 'already-yours' } },
  { why: 'two accounts, both theirs', facts: { referrers: [own, own] }, judged: { outcome: 'already-yours' } },
  { why: 'two accounts, one of nobody', facts: { referrers: [own, undefined] }, judged: { outcome: 'claim-instead' } },
  {
    why: 'a client that is listed, too',
    facts: { referrers: [other], isListed: true },
    judged: { outcome: 'claim-instead' },
  },
  {
    why: 'the partner, client or not',
    facts: { verdict: 'self-referral', referrers: [own] },
    judged: { outcome: 'self-referral' },
  },
  {
    why: 'perhaps the partner',
    facts: { verdict: 'review' },
    judged: { outcome: 'new', note: 'self-referral-review' },
  },
  {
    why: 'perhaps the partner, and a client',
    facts: { verdict: 'review', referrers: [own] },
    judged: { outcome: 'already-yours' },
  },
])('$why', ({ facts, judged }) => expect(judge(facts)).toEqual(judged));

it('only rows that may still sign up are listed', () => {
  expect(ROW_OUTCOMES.filter(isListed)).toEqual(['new', 'listed-already']);
});
