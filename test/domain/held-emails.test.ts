import { expect, it } from 'vitest';
import { localDay } from '../../shared/domain/calendar/local-day.ts';
import { holdingFrom } from '../../shared/domain/held-emails.ts';
import { BEGINNING } from '../../shared/domain/partner.ts';

const TODAY = localDay('2026-11-18');
const held = [{ address: 'jo.miller@gmail.com', from: BEGINNING }];

it('an address is held from its day on, and none is given up', () =>
  expect(holdingFrom(held, 'jo@payee.example', TODAY)).toEqual([
    ...held,
    { address: 'jo@payee.example', from: TODAY },
  ]));

it('another spelling of a mailbox that is held adds nothing', () =>
  expect(holdingFrom(held, 'JoMiller+shop@googlemail.com', TODAY)).toBe(held));

it('one that is held from a later day on is held earlier, too', () =>
  expect(
    holdingFrom([{ address: 'jo@payee.example', from: localDay('2026-12-01') }], 'jo@payee.example', TODAY),
  ).toHaveLength(2));
