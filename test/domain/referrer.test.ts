/** The referrer at sign-up: link before list before words, and never a guess. */
import { describe, expect, it } from 'vitest';
import { partnerId } from '../../shared/domain/ids.ts';
import { chooseReferrer, type ReferrerEvidence } from '../../shared/domain/referrer.ts';

const [a, b, c, d] = [partnerId('a'), partnerId('b'), partnerId('c'), partnerId('d')];
const choose = (evidence: Partial<Omit<ReferrerEvidence, 'howHeard'>> & Partial<ReferrerEvidence['howHeard']>) =>
  chooseReferrer({
    link: evidence.link,
    listPartners: evidence.listPartners ?? [],
    howHeard: { partnersByEmail: evidence.partnersByEmail ?? [], partnersByName: evidence.partnersByName ?? [] },
  });

describe('credits', () => {
  it.each([
    {
      why: 'the link before all else',
      evidence: { link: a, listPartners: [b], partnersByEmail: [c], partnersByName: [d] },
      partner: a,
      by: 'link',
    },
    {
      why: 'the list before words',
      evidence: { listPartners: [b], partnersByEmail: [c], partnersByName: [d] },
      partner: b,
      by: 'list',
    },
    {
      why: 'the e-mail before the name',
      evidence: { partnersByEmail: [c], partnersByName: [d] },
      partner: c,
      by: 'how-heard-email',
    },
    {
      why: 'one e-mail beside two names',
      evidence: { partnersByEmail: [c], partnersByName: [a, d] },
      partner: c,
      by: 'how-heard-email',
    },
    {
      why: 'one partner by two of its e-mails',
      evidence: { partnersByEmail: [c, c] },
      partner: c,
      by: 'how-heard-email',
    },
    { why: 'the name where no e-mail matches', evidence: { partnersByName: [d] }, partner: d, by: 'how-heard-name' },
    { why: 'one partner named twice', evidence: { partnersByName: [d, d] }, partner: d, by: 'how-heard-name' },
  ])('$why', ({ evidence, partner, by }) => expect(choose(evidence)).toEqual({ kind: 'referred', partner, by }));
});

describe('credits nobody', () => {
  it('where nothing matches', () => expect(choose({})).toEqual({ kind: 'none' }));
  it.each([
    { why: 'two partners by e-mail', evidence: { partnersByEmail: [b, a] }, candidates: [a, b] },
    {
      why: 'two by e-mail are not settled by one name',
      evidence: { partnersByEmail: [b, a], partnersByName: [a] },
      candidates: [a, b],
    },
    {
      why: 'two lists, whatever the words say',
      evidence: { listPartners: [c, b], partnersByEmail: [b] },
      candidates: [b, c],
    },
    { why: 'two namesakes', evidence: { partnersByName: [d, c, d] }, candidates: [c, d] },
  ])('$why', ({ evidence, candidates }) => expect(choose(evidence)).toEqual({ kind: 'ambiguous', candidates }));
});

it('works where the link is merely absent', () => {
  expect(chooseReferrer({ listPartners: [], howHeard: { partnersByEmail: [], partnersByName: [a] } })).toEqual({
    kind: 'referred',
    partner: a,
    by: 'how-heard-name',
  });
});
