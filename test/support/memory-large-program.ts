/** A large program in memory: everybody was paid or carried by one run, and has entries that the next one reads. Written straight into the ledger. */
import { entryKey, profileKey } from '../../shared/adapters/ledger/keys.ts';
import { localDay } from '../../shared/domain/calendar/local-day.ts';
import { type WeekEnding, weekEnding } from '../../shared/domain/calendar/week.ts';
import { type PartnerId, partnerId, paymentId } from '../../shared/domain/ids.ts';
import { cents } from '../../shared/domain/money/cents.ts';
import type { Partner } from '../../shared/domain/partner.ts';
import { DEFAULT_SETTINGS } from '../../shared/domain/program-settings.ts';
import type { Item } from '../../shared/ports/table.ts';
import { MemoryProgram } from './memory-program.ts';
import { FRIDAY, NEXT_FRIDAY, NEXT_WEEK, WEEK } from './memory-scenes.ts';

const ENTRIES_A_WEEK = 3;
const idOf = (number: number): PartnerId => partnerId(`prt_${String(number).padStart(16, '0')}`);

/** Stands on the Friday of its second run, before that run. Each third partner is below the threshold. */
export async function largeProgram(partners: number): Promise<MemoryProgram> {
  const program = new MemoryProgram().moveTo(FRIDAY);
  const none = cents(1e12);
  const caps = { ...DEFAULT_SETTINGS.caps, maxRunCents: none, maxPartnerCents: none, jumpFloorCents: none };
  await program.configure({ caps });
  await program.runLedger.begin(program.settlement.clock.now());
  const numbers = Array.from({ length: partners }, (_, number) => number);
  await program.table.putAll(numbers.map(profile));
  await program.table.putAll(numbers.flatMap((number) => entries(number, weekEnding(WEEK))));
  await program.friday(FRIDAY);
  await program.table.putAll(numbers.flatMap((number) => entries(number, weekEnding(NEXT_WEEK))));
  return program.moveTo(NEXT_FRIDAY);
}

function profile(number: number): Item {
  const id = idOf(number);
  const address = `payouts-${number}@payee.example`;
  const partner: Partner = {
    id,
    name: `Partner Number ${number}`,
    email: `partner-${number}@partner.example`,
    country: 'US',
    rates: [],
    heldEmails: [{ address, from: localDay('2025-01-01') }],
    paypal: { address, version: 1, confirmedOn: localDay('2025-01-01'), changed: false },
    tax: { formsOnFile: [] },
  };
  return { ...profileKey(id), partner, version: 1 };
}

function entries(number: number, week: WeekEnding): Item[] {
  const id = idOf(number);
  const amount = number % 3 === 0 ? 10_00 : 50_00 + (number % 100);
  return Array.from({ length: ENTRIES_A_WEEK }, (_, entry) => {
    const payment = paymentId(`ch_${week}_${number}_${entry}`);
    return {
      ...entryKey(week, id, payment, 'base'),
      partnerId: id,
      paymentId: payment,
      weekEnding: week,
      cents: amount,
    };
  });
}
