/** A page: its title in the window and as its heading, which is where a screen reader begins after a click on a link. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

export interface PageProps {
  readonly title: string;
  /** Where it belongs, with the way back. */
  readonly up?: { readonly href: string; readonly title: string };
  readonly lead?: ComponentChildren;
  readonly children: ComponentChildren;
}

let shownBefore = false;

export function Page({ title, up, lead, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Partner Center`;
  }, [title]);
  useEffect(() => {
    // The first page of a visit begins at the top of the document, as every page does.
    if (shownBefore) heading.current?.focus({ preventScroll: true });
    shownBefore = true;
    scrollTo(0, 0);
  }, []);
  return (
    <>
      {up && (
        <p class="up">
          <a href={up.href}>← {up.title}</a>
        </p>
      )}
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {lead && <p class="lead">{lead}</p>}
      {children}
    </>
  );
}
