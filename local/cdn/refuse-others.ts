/** Refuses by name what a template asks of CloudFront and does not run here: left out silently, it would seem to work. */

/** @throws Error that lists the properties that are not among the known ones. */
export function refuseOthers(value: Readonly<Record<string, unknown>>, known: readonly string[], where: string): void {
  const others = Object.keys(value).filter((key) => !known.includes(key));
  if (others.length > 0) throw new Error(`${where}: the embedded cloud does not run ${others.join(', ')}`);
}
