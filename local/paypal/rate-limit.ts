/** At most so many in any one minute, on the wall clock: the program's clock may stand still while requests go on. */
const MINUTE_MS = 60_000;

export function rateLimit(perMinute: number, now: () => number): { admits(): boolean } {
  let admitted: number[] = [];
  return {
    admits() {
      const at = now();
      admitted = admitted.filter((earlier) => earlier > at - MINUTE_MS);
      if (admitted.length >= perMinute) return false;
      admitted.push(at);
      return true;
    },
  };
}
