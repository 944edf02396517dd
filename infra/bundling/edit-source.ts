/** Edits packages' sources while they are bundled, and says so when a package has changed so that an edit finds nothing. */

export interface Edit {
  readonly why: string;
  readonly find: RegExp;
  readonly replace: (found: string, ...groups: string[]) => string;
}

/** @throws Error for an edit that changes nothing, naming the file. */
export function edited(source: string, path: string, edits: readonly Edit[]): string {
  return edits.reduce((text, { why, find, replace }) => {
    const cut = text.replace(find, replace);
    if (cut === text) throw new Error(`${path} has changed: nothing is found to cut where ${why}`);
    return cut;
  }, source);
}
