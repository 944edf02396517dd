import { describe, expect, it } from 'vitest';
import { ProgramClock } from '../../local/clock.ts';
import { passTimeUntil } from '../../local/program-time.ts';

const T = Date.parse('2026-11-20T17:00:00Z');

describe('the program clock', () => {
  it('stands until it is moved, and never goes back by itself', () => {
    const clock = ProgramClock.standing(T);
    expect([clock.now(), clock.mode]).toEqual([T, 'manual']);
    clock.moveTo(T + 5);
    clock.moveTo(T + 5);
    expect(clock.now()).toBe(T + 5);
    expect(() => clock.moveTo(T)).toThrow(
      'stands at 2026-11-20T17:00:00.005Z and cannot move to 2026-11-20T17:00:00.000Z',
    );
    expect(() => clock.moveTo(Number.NaN)).toThrow(RangeError);
    clock.reset(T - 5);
    expect(clock.now()).toBe(T - 5);
  });

  it('may stand before 1970', () => expect(ProgramClock.standing(-86_400_001).now()).toBe(-86_400_001));

  it('runs on from where it stood, and stands where it ran to', () => {
    const clock = ProgramClock.standing(T);
    clock.run();
    expect(clock.now() - T).toBeLessThan(1_000);
    clock.moveTo(T + 60_000);
    clock.stand();
    const stood = clock.now();
    expect([clock.mode, stood - T - 60_000 < 1_000, clock.now()]).toEqual(['manual', true, stood]);
  });

  it('wakes sleepers in the order of their times, when a move passes them', async () => {
    const clock = ProgramClock.standing(T);
    const woken: string[] = [];
    const sleep = (name: string, ms: number) => clock.waitUntil(T + ms).then(() => woken.push(name));
    const all = [sleep('late', 30), sleep('early', 10), sleep('never', 100)].slice(0, 2);
    expect(clock.nextWake()).toBe(T + 10);
    clock.moveTo(T + 30);
    await Promise.all(all);
    expect([woken, clock.nextWake()]).toEqual([['early', 'late'], T + 100]);
    await clock.waitUntil(T + 30);
  });

  it('wakes by itself when it runs', async () => {
    const clock = ProgramClock.running(T);
    await clock.waitUntil(T + 5);
    expect(clock.now()).toBeGreaterThanOrEqual(T + 5);
  });

  it('lets a sleeper go that nobody waits for any more', async () => {
    const clock = ProgramClock.standing(T);
    const stop = new AbortController();
    const sleeping = clock.waitUntil(T + 1, stop.signal);
    stop.abort(new Error('enough'));
    await expect(sleeping).rejects.toThrow('enough');
    expect(clock.nextWake()).toBeUndefined();
    await expect(clock.waitUntil(T + 1, stop.signal)).rejects.toThrow('enough');
  });

  it('takes up where it was kept: standing there, or running on by the wall clock', () => {
    const standing = ProgramClock.standing(T);
    standing.restore({ mode: 'manual', at: T + 1, offsetMs: 0 });
    standing.restore({ mode: 'manual', at: T, offsetMs: 0 });
    expect(standing.now()).toBe(T + 1);
    const running = ProgramClock.running();
    running.restore({ mode: 'real', at: 0, offsetMs: 86_400_000 });
    expect(running.now() - Date.now()).toBeGreaterThanOrEqual(86_400_000 - 1);
  });
});

describe('time that passes', () => {
  it('stops where somebody waits, and goes on when all is idle again', async () => {
    const clock = ProgramClock.standing(T);
    const seen: number[] = [];
    let busy = Promise.resolve();
    void clock.waitUntil(T + 10).then(() => {
      busy = Promise.resolve().then(() => void seen.push(clock.now() - T));
    });
    await passTimeUntil(T + 100, clock, async () => {
      await Promise.resolve();
      await busy;
    });
    expect([seen, clock.now()]).toEqual([[10], T + 100]);
  });

  it('stops when it is told to', async () => {
    const clock = ProgramClock.standing(T);
    const stop = new AbortController();
    const idle = async () => stop.abort(new Error('stopping'));
    await expect(passTimeUntil(T + 100, clock, idle, stop.signal)).rejects.toThrow('stopping');
    expect(clock.now()).toBe(T);
  });
});
