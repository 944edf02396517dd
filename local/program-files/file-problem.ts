/** What is wrong in a program's files: where it stands, the value, and what would be right. */
export interface FileProblem {
  readonly file: string;
  /** The physical line, from 1 and with the header's; absent when the file as a whole is meant. */
  readonly line?: number;
  readonly column?: string;
  /** As it stands in the file; an empty cell is an empty text. */
  readonly value?: string;
  /** The end of a sentence about the value, such as `must be at most 12.00`. */
  readonly right: string;
}

/** So many are kept, all are counted: whoever repairs a file wants to see the pattern, not a million lines. */
export const MAX_PROBLEMS = 20;
const MAX_VALUE_LENGTH = 60;

export class ProblemList {
  total = 0;
  readonly #kept: FileProblem[] = [];

  add(problem: FileProblem): void {
    this.total += 1;
    if (this.#kept.length < MAX_PROBLEMS) this.#kept.push(problem);
  }

  /** Of each file by lines: some problems show only when the whole file is read. */
  inOrder(): FileProblem[] {
    const files = [...new Set(this.#kept.map(({ file }) => file))];
    return this.#kept.toSorted(
      (a, b) => files.indexOf(a.file) - files.indexOf(b.file) || (a.line ?? 0) - (b.line ?? 0),
    );
  }
}

/** For a terminal: one line a problem, and how many there are when not all are listed. */
export function formatProblems(problems: readonly FileProblem[], total: number): string {
  const lines = problems.map(({ file, line, column, value, right }) => {
    const place = [file, line && `line ${line}`, column].filter(Boolean).join(', ');
    return `${place}: ${value === undefined ? '' : `${shown(value)} `}${right}`;
  });
  const rest = total - problems.length;
  if (rest > 0) lines.push(`… and ${rest} more: ${total} problems in all`);
  return lines.join('\n');
}

/** In quotes, on one line, and without what a terminal would obey: a cell may hold anything. */
function shown(value: string): string {
  const cut = [...value].slice(0, MAX_VALUE_LENGTH).join('');
  const escaped = JSON.stringify(cut).replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (sign) => `\\u{${sign.codePointAt(0)?.toString(16)}}`,
  );
  return cut.length < value.length ? `${escaped.slice(0, -1)}…"` : escaped;
}
