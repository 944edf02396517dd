/** A bug, planted: a small change of one file that somebody might make, and what it breaks. */
export interface Mutant {
  readonly id: string;
  /** From the project's root. */
  readonly file: string;
  /** Each text stands in the file exactly once, and is replaced by the other. */
  readonly edits: readonly (readonly [find: string, replace: string])[];
  readonly breaks: string;
  /** Unit tests that catch it where the simulation cannot: other defences hold, or PayPal would have to misbehave. */
  readonly tests?: readonly string[];
}

/** @throws Error for a mutant that does not fit the file any more. */
export function planted({ id, file, edits }: Mutant, text: string): string {
  return edits.reduce((changed, [find, replace]) => {
    const parts = changed.split(find);
    if (parts.length !== 2)
      throw new Error(`mutant ${id} does not fit ${file}: '${find}' stands there ${parts.length - 1} times`);
    return parts.join(replace);
  }, text);
}

export const inFile =
  (file: string) =>
  (id: string, breaks: string, ...edits: Mutant['edits']): Mutant => ({
    id,
    file,
    edits,
    breaks,
  });
