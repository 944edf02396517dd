/** What a new log-in casts doubt on: for how many days, and which e-mails before it are still told. */
import { describe, expect, it } from 'vitest';
import { addDays, localDay } from '../../shared/domain/calendar/local-day.ts';
import { formerEmailsToTell, isLoginNew, withFormerEmail } from '../../shared/domain/login-change.ts';
import { samplePartner } from './sample-partner.ts';

const TODAY = localDay('2026-11-18');

it.each([
  { ago: undefined, coolingDownDays: 7, isNew: false },
  { ago: 0, coolingDownDays: 7, isNew: true },
  { ago: 6, coolingDownDays: 7, isNew: true },
  { ago: 7, coolingDownDays: 7, isNew: false },
  { ago: -1, coolingDownDays: 7, isNew: true },
  { ago: 0, coolingDownDays: 0, isNew: false },
])('a log-in changed $ago days ago is new by a cooling-down of $coolingDownDays: $isNew', (each) => {
  const changed = each.ago === undefined ? {} : { loginChangedOn: addDays(TODAY, -each.ago) };
  expect(isLoginNew(changed, TODAY, each.coolingDownDays)).toBe(each.isNew);
});

describe('a former e-mail', () => {
  const former = (email: string, before: ReturnType<typeof withFormerEmail> = [], day = TODAY) =>
    withFormerEmail(samplePartner({ email, formerEmails: before }), day);

  it('is told for thirty days, and forgotten with the next change', () => {
    const formerEmails = former('a@partner.example');
    expect(formerEmails).toEqual([{ address: 'a@partner.example', until: TODAY }]);
    expect(formerEmailsToTell({ formerEmails }, addDays(TODAY, 30))).toEqual(formerEmails);
    expect(formerEmailsToTell({ formerEmails }, addDays(TODAY, 31))).toEqual([]);
    expect(former('b@partner.example', formerEmails, addDays(TODAY, 31))).toHaveLength(1);
  });

  it('is none where the e-mail was never changed', () => expect(formerEmailsToTell({}, TODAY)).toEqual([]));

  it('stands once, in whatever spelling, with the last day', () => {
    const again = former('Jo.Miller@gmail.com', former('jomiller@gmail.com'), addDays(TODAY, 3));
    expect(again).toEqual([{ address: 'Jo.Miller@gmail.com', until: addDays(TODAY, 3) }]);
  });

  it('is not pushed out by the many of a thief', () => {
    let all = former('owner@partner.example');
    for (let number = 0; number < 9; number += 1) all = former(`thief-${number}@elsewhere.example`, all);
    expect(all).toHaveLength(5);
    expect(all[0]?.address).toBe('owner@partner.example');
  });
});
