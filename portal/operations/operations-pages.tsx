/** The pages of operations and the ways between them. */
import { Route, Router } from 'preact-iso';
import { Frame, type Way } from '../frame.tsx';
import { Page } from '../parts/page.tsx';
import type { Role } from '../session/identity.ts';
import '../styles/operations.css';

const WAYS: readonly Way[] = [
  { href: '/operations', title: 'Runs' },
  { href: '/operations/preview', title: 'Next Friday' },
  { href: '/operations/partners', title: 'Partners' },
  { href: '/operations/claims', title: 'Claims' },
  { href: '/operations/reviews', title: 'Reviews' },
  { href: '/operations/adjustments', title: 'Adjustments' },
  { href: '/operations/exceptions', title: 'Exceptions' },
  { href: '/operations/messages', title: 'Given up' },
  { href: '/operations/audit', title: 'Audit' },
  { href: '/operations/settings', title: 'Settings' },
];

export default function OperationsPages({ role }: { readonly role: Role }) {
  return (
    <Frame name="Payout operations" home="/operations" ways={WAYS}>
      <Router>
        <Route path="/operations" component={() => <Page title="Runs">{role}</Page>} />
        <Route default component={() => <Page title="Runs">{role}</Page>} />
      </Router>
    </Frame>
  );
}
