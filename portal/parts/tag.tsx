/** A state in a word, with a colour that only repeats what the word says. */
import type { ComponentChildren } from 'preact';

export type Tone = 'good' | 'waiting' | 'bad' | 'quiet';

export function Tag({ tone, children }: { readonly tone: Tone; readonly children: ComponentChildren }) {
  return <span class={`tag ${tone}`}>{children}</span>;
}
