/** The program's settings as operations change them: audited, on the version they saw, never for a run that is open. */
import { expect, it } from 'vitest';
import type { StoredSettings } from '../../../shared/contracts/program-settings.ts';
import { instant } from '../../../shared/domain/calendar/time-zone.ts';
import { DEFAULT_SETTINGS } from '../../../shared/domain/program-settings.ts';
import { changeSettings, readSettings, type SettingsVersion } from '../../../shared/usecases/staff/change-settings.ts';
import { diesAfterEachOperation, duringEachOperation } from '../../support/memory-faults.ts';
import { MemoryStaff } from '../../support/memory-staff.ts';

const change = async (
  staff: MemoryStaff,
  settings: StoredSettings,
  version = 0,
  by = 'ann',
): Promise<SettingsVersion | undefined> => {
  const outcome = await changeSettings(settings, version, staff.word(by), staff.with);
  return outcome.kind === 'done' ? { settings: outcome.settings, version: outcome.version } : undefined;
};
const read = (staff: MemoryStaff): Promise<SettingsVersion> => readSettings(staff.with.settings);
const nothingYet = async (): Promise<MemoryStaff> => new MemoryStaff();

it('are the defaults, version 0, until they are changed', async () => {
  expect(await read(new MemoryStaff())).toEqual({ settings: DEFAULT_SETTINGS, version: 0 });
});

it('change by name: what is left out stays, one cap of several too', async () => {
  const staff = new MemoryStaff();
  await change(staff, { thresholdCents: 50_00, caps: { maxRunCents: 1_000_00 } });
  const changed = await change(staff, { coolingDownDays: 14, caps: { jumpFactor: 3 } }, 1);
  expect(changed).toEqual({
    version: 2,
    settings: {
      ...DEFAULT_SETTINGS,
      ...{ thresholdCents: 50_00, coolingDownDays: 14 },
      caps: { ...DEFAULT_SETTINGS.caps, maxRunCents: 1_000_00, jumpFactor: 3 },
    },
  });
  expect(await read(staff)).toEqual(changed);
});

it('tell in the audit trail who changed what, when, from what to what and why', async () => {
  const staff = new MemoryStaff();
  await change(staff, { thresholdCents: 50_00 });
  await change(staff.seconds(1), { thresholdCents: 60_00, bucketGroups: 8 }, 1, 'bob');
  const { now, note } = staff.word();
  const common = { id: expect.any(String), action: 'settings.change', subject: 'settings', why: note };
  expect(await staff.trail()).toEqual([
    {
      ...{ ...common, at: instant(now - 1_000), by: { kind: 'staff', id: 'ann' } },
      ...{ from: { thresholdCents: null }, to: { thresholdCents: 50_00 } },
    },
    {
      ...{ ...common, at: now, by: { kind: 'staff', id: 'bob' } },
      ...{ from: { thresholdCents: 50_00, bucketGroups: null }, to: { thresholdCents: 60_00, bucketGroups: 8 } },
    },
  ]);
});

it.each([0, 1])('changed by two who saw version %i: one wins', async (version) => {
  let lost: unknown;
  const places = await duringEachOperation(
    async () => {
      const staff = new MemoryStaff();
      if (version > 0) await change(staff, { settleWithinHours: 48 });
      return staff;
    },
    async (staff) => {
      lost = await change(staff, { bucketGroups: 2 }, version);
    },
    (staff) => change(staff, { thresholdCents: 1 }, version, 'bob'),
    async (staff) => {
      expect(lost).toBeUndefined();
      const { settings, version: now } = await read(staff);
      expect([settings.thresholdCents, settings.bucketGroups, now]).toEqual([1, 4, version + 1]);
      expect((await staff.trail()).at(-1)).toMatchObject({ by: { id: 'bob' } });
      expect(await staff.trail()).toHaveLength(version + 1);
    },
  );
  expect(places).toBe(2);
});

it('change whole or not at all, wherever the process dies', async () => {
  await diesAfterEachOperation(
    nothingYet,
    (staff) => change(staff, { bucketGroups: 2 }),
    async (staff) => expect(await staff.trail()).toHaveLength((await read(staff)).version),
  );
});

it('that are impossible are refused, and nothing changes', async () => {
  const staff = new MemoryStaff();
  await expect(change(staff, { thresholdCents: 0 })).rejects.toMatchObject({ name: 'SettingsRefused' });
  expect(staff.program.items()).toEqual([]);
});

it('on a version that is over change nothing', async () => {
  const staff = new MemoryStaff();
  await change(staff, { bucketGroups: 2 });
  expect(await change(staff, { bucketGroups: 3 })).toBeUndefined();
  expect(await change(staff, { bucketGroups: 3 }, 2)).toBeUndefined();
  expect((await read(staff)).settings.bucketGroups).toBe(2);
});

it('reach the next run, not the one that is open', async () => {
  const staff = new MemoryStaff();
  const { program } = staff;
  await program.partner('p1');
  await program.client('c1', 'p1');
  await program.payment('pay1', 'c1', '100.00', '2026-01-05');
  program.moveTo('2026-04-17');
  const opened = await program.open({ scheduledTime: '2026-04-17T17:00:00Z' });
  await change(staff, { thresholdCents: 1 });
  await program.plan(opened);
  expect(program.account('p1')).toMatchObject({ reasons: ['below-threshold'] });
  await program.run(opened.requested);
  await program.friday('2026-04-24');
  expect(program.payouts('p1')).toMatchObject([{ amountCents: 25_00 }]);
  expect(program.problems()).toEqual([]);
});

it('the cooling-down can be made longer, and never shorter', async () => {
  const staff = new MemoryStaff();
  expect((await change(staff, { coolingDownDays: 14 }))?.settings.coolingDownDays).toBe(14);
  const outcome = await changeSettings({ coolingDownDays: 13 }, 1, staff.word('ann'), staff.with);
  expect(outcome).toMatchObject({
    kind: 'refused',
    why: { status: 422, detail: 'it is 14 days, and can only grow here' },
  });
  expect((await read(staff)).settings.coolingDownDays).toBe(14);
});
