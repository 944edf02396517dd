/** The pages of operations and the ways between them. */

import { Route, Router } from 'preact-iso';
import { Frame, type Way } from '../frame.tsx';
import { lazyPage } from '../parts/lazy-page.tsx';
import { NoSuchPage } from '../parts/no-such-page.tsx';
import type { Role } from '../session/identity.ts';
import '../styles/operations.css';

const RunsPage = lazyPage(() => import('./runs/runs-page.tsx'));
const RunPage = lazyPage(() => import('./runs/run-page.tsx'));
const PreviewPage = lazyPage(() => import('./preview/preview-page.tsx'));
const MessagesPage = lazyPage(() => import('./messages/messages-page.tsx'));
const PartnersPage = lazyPage(() => import('./partners/partners-page.tsx'));
const PartnerPage = lazyPage(() => import('./partners/partner-page.tsx'));
const ListPage = lazyPage(() => import('./lists/list-page.tsx'));
const ClaimsPage = lazyPage(() => import('./claims/claims-page.tsx'));
const ClaimPage = lazyPage(() => import('./claims/claim-page.tsx'));
const ReviewsPage = lazyPage(() => import('./reviews/reviews-page.tsx'));
const AdjustmentsPage = lazyPage(() => import('./adjustments/adjustments-page.tsx'));
const ExceptionsPage = lazyPage(() => import('./exceptions/exceptions-page.tsx'));
const BooksPage = lazyPage(() => import('./books/books-page.tsx'));
const AuditPage = lazyPage(() => import('./audit/audit-page.tsx'));
const SettingsPage = lazyPage(() => import('./settings/settings-page.tsx'));

const WAYS: readonly Way[] = [
  { href: '/operations', title: 'Runs' },
  { href: '/operations/preview', title: 'Next Friday' },
  { href: '/operations/partners', title: 'Partners' },
  { href: '/operations/claims', title: 'Claims' },
  { href: '/operations/reviews', title: 'Reviews' },
  { href: '/operations/adjustments', title: 'Adjustments' },
  { href: '/operations/exceptions', title: 'Exceptions' },
  { href: '/operations/messages', title: 'Given up' },
  { href: '/operations/books', title: 'Books' },
  { href: '/operations/audit', title: 'Audit' },
  { href: '/operations/settings', title: 'Settings' },
];

export default function OperationsPages({ role }: { readonly role: Role }) {
  return (
    <Frame name="Payout operations" home="/operations" ways={WAYS}>
      <Router>
        <Route path="/operations" component={RunsPage} role={role} />
        <Route path="/operations/runs/:weekEnding" component={RunPage} role={role} />
        <Route path="/operations/preview" component={PreviewPage} />
        <Route path="/operations/messages" component={MessagesPage} role={role} />
        <Route path="/operations/partners" component={PartnersPage} />
        <Route path="/operations/partners/:partnerId" component={PartnerPage} role={role} />
        <Route path="/operations/partners/:partnerId/lists/:listId" component={ListPage} />
        <Route path="/operations/claims" component={ClaimsPage} />
        <Route path="/operations/claims/:claimId" component={ClaimPage} role={role} />
        <Route path="/operations/reviews" component={ReviewsPage} role={role} />
        <Route path="/operations/adjustments" component={AdjustmentsPage} role={role} />
        <Route path="/operations/exceptions" component={ExceptionsPage} role={role} />
        <Route path="/operations/books" component={BooksPage} />
        <Route path="/operations/audit" component={AuditPage} />
        <Route path="/operations/settings" component={SettingsPage} role={role} />
        <Route path="/" component={RunsPage} role={role} />
        <Route default component={NoSuchPage} home="/operations" there="the runs" />
      </Router>
    </Frame>
  );
}
