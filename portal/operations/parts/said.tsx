/** What was just done, said aloud: the region stands there before its words do, so that no screen reader misses them. */
import type { ComponentChildren } from 'preact';
import { Notice } from '../../parts/notice.tsx';

export function Said({ children }: { readonly children: ComponentChildren }) {
  return (
    <div role="status" class="said">
      {children && <Notice tone="good">{children}</Notice>}
    </div>
  );
}
