/** Works on many values with so many under way at once, and lets the first failure through after the others have ended. */
export async function inParallel<Value>(
  values: readonly Value[],
  atOnce: number,
  work: (value: Value) => Promise<void>,
): Promise<void> {
  const rest = values.values();
  const worker = async (): Promise<void> => {
    for (const value of rest) await work(value);
  };
  const ends = await Promise.allSettled(Array.from({ length: Math.min(atOnce, values.length) }, worker));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
}
