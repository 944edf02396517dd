/** A partner's pages and the ways between them. */

import { Route, Router } from 'preact-iso';
import { SETTINGS_PAGE } from '../../shared/contracts/partner-center.ts';
import { Frame, type Way } from '../frame.tsx';
import { lazyPage } from '../parts/lazy-page.tsx';
import { NoSuchPage } from '../parts/no-such-page.tsx';
import { EarningsPage } from './earnings-page.tsx';
import '../styles/partner.css';

const ClientsPage = lazyPage(() => import('./clients-page.tsx'));
const ClientPage = lazyPage(() => import('./client-page.tsx'));
const EntriesPage = lazyPage(() => import('./entries-page.tsx'));
const PayoutsPage = lazyPage(() => import('./payouts-page.tsx'));
const PayoutPage = lazyPage(() => import('./payout-page.tsx'));
const ReferralsPage = lazyPage(() => import('./referrals/referrals-page.tsx'));
const ListPage = lazyPage(() => import('./referrals/list-page.tsx'));
const SettingsPage = lazyPage(() => import('./settings/settings-page.tsx'));
const TaxPage = lazyPage(() => import('./settings/tax-page.tsx'));

const WAYS: readonly Way[] = [
  { href: '/', title: 'Earnings' },
  { href: '/clients', title: 'Clients' },
  { href: '/entries', title: 'Entries' },
  { href: '/payouts', title: 'Payouts' },
  { href: '/referrals', title: 'Referrals' },
  { href: SETTINGS_PAGE, title: 'Settings' },
];

export default function PartnerPages() {
  return (
    <Frame name="Partner Center" home="/" ways={WAYS}>
      <Router>
        <Route path="/" component={EarningsPage} />
        <Route path="/clients" component={ClientsPage} />
        <Route path="/clients/:clientId" component={ClientPage} />
        <Route path="/entries" component={EntriesPage} />
        <Route path="/payouts" component={PayoutsPage} />
        <Route path="/payouts/:weekEnding" component={PayoutPage} />
        <Route path="/referrals" component={ReferralsPage} />
        <Route path="/referrals/lists/:listId" component={ListPage} />
        <Route path={SETTINGS_PAGE} component={SettingsPage} />
        <Route path={`${SETTINGS_PAGE}/tax`} component={TaxPage} />
        <Route default component={NoSuchPage} home="/" there="your earnings" />
      </Router>
    </Frame>
  );
}
