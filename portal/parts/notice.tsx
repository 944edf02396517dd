/** Something the reader should know, in a box. */
import type { ComponentChildren } from 'preact';
import type { Tone } from './tag.tsx';

export interface NoticeProps {
  readonly tone: Tone;
  /** Said aloud when it appears: for what the reader has just done. */
  readonly live?: boolean;
  readonly children: ComponentChildren;
}

export function Notice({ tone, live, children }: NoticeProps) {
  return (
    <div class={`notice ${tone}`} {...(live && { role: 'status' })}>
      {children}
    </div>
  );
}
