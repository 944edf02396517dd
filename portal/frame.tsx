/** What stands around every page: the name, the ways to the other pages, and the way out. */
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { endSession } from './session/session.ts';

export interface Way {
  readonly href: string;
  readonly title: string;
}

export interface FrameProps {
  readonly name: string;
  readonly home: string;
  readonly ways: readonly Way[];
  readonly children: ComponentChildren;
}

export function Frame({ name, home, ways, children }: FrameProps) {
  const { path } = useLocation();
  const [open, setOpen] = useState(false);
  useEffect(() => setOpen(false), [path]);
  const isHere = (href: string): boolean => path === href || (href !== home && path.startsWith(`${href}/`));
  return (
    <>
      <a class="skip" href="#content">
        Skip to the content
      </a>
      <header class="top">
        <a class="brand" href={home}>
          {name}
        </a>
        <button
          type="button"
          class="menu-button"
          aria-expanded={open}
          aria-controls="menu"
          onClick={() => setOpen((was) => !was)}
        >
          Menu
        </button>
        <nav id="menu" class={open ? 'ways open' : 'ways'} aria-label="Pages">
          {ways.map(({ href, title }) => (
            <a key={href} href={href} {...(isHere(href) && { 'aria-current': 'page' })}>
              {title}
            </a>
          ))}
          <button type="button" class="plain sign-out" onClick={() => void endSession()}>
            Sign out
          </button>
        </nav>
      </header>
      <main id="content" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}
