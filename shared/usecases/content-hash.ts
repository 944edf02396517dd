/** Fingerprints of contents, to tell a repetition from a contradiction and a frozen batch from an altered one. */
import { hash } from 'node:crypto';

/** SHA-256, hexadecimal, of the value as JSON with its keys in order: the order in which a sender writes them is no content. */
export const contentHash = (value: unknown): string => hash('sha256', canonical(value), 'hex');

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, content]) => content !== undefined);
    return `{${entries
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, content]) => `${JSON.stringify(name)}:${canonical(content)}`)
      .join(',')}}`;
  }
  return JSON.stringify(value ?? null);
}
