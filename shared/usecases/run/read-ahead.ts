/** Streams sources one after the other while the next few already ask for their first page: hides the round trips of many small ones. */

/** In the sources' order. Holds no more than a first page of so many sources `ahead`. */
export async function* readAhead<Value>(
  sources: readonly (() => AsyncIterable<Value>)[],
  ahead: number,
): AsyncGenerator<Value, void, undefined> {
  const begun: Begun<Value>[] = [];
  const rest = sources.values();
  const begin = (): void => {
    const next = rest.next();
    if (!next.done) begun.push(begunOf(next.value()));
  };
  try {
    for (let count = 0; count <= ahead; count += 1) begin();
    for (let source = begun[0]; source; source = begun[0]) {
      for (let head = await source.first; !head.done; head = await source.iterator.next()) yield head.value;
      begun.shift();
      begin();
    }
  } finally {
    // Whoever stops early, or fails, leaves no request behind that nobody listens to.
    await Promise.allSettled(begun.map(({ iterator }) => iterator.return?.()));
  }
}

interface Begun<Value> {
  readonly iterator: AsyncIterator<Value>;
  readonly first: Promise<IteratorResult<Value>>;
}

function begunOf<Value>(source: AsyncIterable<Value>): Begun<Value> {
  const iterator = source[Symbol.asyncIterator]();
  const first = iterator.next();
  // Listened to when its turn comes; until then a failure must not end the process.
  first.catch(() => {});
  return { iterator, first };
}
