/** A part of a page under a heading of its own. */
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

export interface SectionProps {
  readonly title: string;
  readonly lead?: ComponentChildren;
  /** Buttons and links that belong to the heading. */
  readonly beside?: ComponentChildren;
  readonly children: ComponentChildren;
}

export function Section({ title, lead, beside, children }: SectionProps) {
  const id = useId();
  return (
    <section class="section" aria-labelledby={id}>
      <div class="section-head">
        <h2 id={id}>{title}</h2>
        {beside}
      </div>
      {lead && <p class="muted">{lead}</p>}
      {children}
    </section>
  );
}
