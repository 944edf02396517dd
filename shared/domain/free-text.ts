/** Bounds the free text that rules look into, so that a pasted novel costs no more than an answer. */
const MAX_LENGTH = 1_000;

/** The first 1,000 characters, but never half a word: a cut `jane@firm.example` could read as somebody else's address. */
export function boundedText(text: string): string {
  if (text.length <= MAX_LENGTH) return text;
  // One character more than the limit: when it is a space, the word before it is whole.
  return text
    .slice(0, MAX_LENGTH + 1)
    .replace(/\S+$/, '')
    .trimEnd();
}
