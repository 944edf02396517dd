/** Full jitter between tries that lost a race: 0 to 20, 40, 80 … 2,000 ms. */
export const pause = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(2_000, 20 * 2 ** attempt)));
