/** Works on one value after the other. One that fails loses none of the others: the first failure is thrown at the end. */
export async function eachInTurn<Value>(
  values: Iterable<Value>,
  work: (value: Value) => Promise<unknown>,
): Promise<void> {
  const failures: unknown[] = [];
  for (const value of values) {
    try {
      await work(value);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}
