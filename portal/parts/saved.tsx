/** Says that something was done. The live region stands on the page before it has something to say, or nobody hears it. */
import type { ComponentChildren } from 'preact';
import { Notice } from './notice.tsx';

export interface SavedProps {
  readonly when: boolean;
  readonly children?: ComponentChildren;
}

export function Saved({ when, children = 'Saved.' }: SavedProps) {
  return <div role="status">{when && <Notice tone="good">{children}</Notice>}</div>;
}
