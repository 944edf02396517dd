/** Reads plain JSON paths such as `$.detail.items[0]`: what EventBridge's input paths are. */
export function readPath(value: unknown, path: string): unknown {
  if (!/^\$(\.[\w-]+|\[\d+\])*$/.test(path)) throw new Error(`${path} is not a plain path such as $.time`);
  let found: unknown = value;
  for (const [, key] of path.matchAll(/[.[]([\w-]+)/g)) {
    found = typeof found === 'object' && found !== null ? (found as Record<string, unknown>)[key ?? ''] : undefined;
  }
  return found;
}
