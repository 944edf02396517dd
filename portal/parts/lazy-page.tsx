/** A page that is loaded when it is first wanted. Where it does not come, as after a new deployment, a page says so with the way on. */
import type { ComponentType } from 'preact';
import { lazy } from 'preact-iso';
import { DidNotLoad } from './did-not-load.tsx';

export const lazyPage = <Props,>(load: () => Promise<{ default: ComponentType<Props> }>) =>
  lazy(() => load().catch(() => ({ default: DidNotLoad as ComponentType<Props> })));
