/** The portal: who is not signed in signs in where they wanted to go; partners and operations each find their own pages. */

import { useState } from 'preact/hooks';
import { ErrorBoundary, LocationProvider, useLocation } from 'preact-iso';
import { Dialog } from './parts/dialog.tsx';
import { DidNotLoad } from './parts/did-not-load.tsx';
import { lazyPage } from './parts/lazy-page.tsx';
import { Page } from './parts/page.tsx';
import { isStaff, type Role } from './session/identity.ts';
import { endSession } from './session/session.ts';
import { SignInForm } from './session/sign-in-form.tsx';
import { useSession } from './session/use-session.ts';

const PartnerPages = lazyPage(() => import('./partner/partner-pages.tsx'));
const OperationsPages = lazyPage(() => import('./operations/operations-pages.tsx'));

export function App() {
  const session = useSession();
  const [broke, setBroke] = useState(false);
  if (broke)
    return (
      <main class="alone">
        <DidNotLoad />
      </main>
    );
  if (session.kind === 'signed-out') return <SignInPage />;
  return (
    <LocationProvider>
      <ErrorBoundary onError={() => setBroke(true)}>
        <Pages role={session.identity.role} />
      </ErrorBoundary>
      {session.kind === 'ended' && (
        <Dialog title="Your session has ended">
          <p>Sign in again to go on. What you typed is still there.</p>
          <SignInForm />
        </Dialog>
      )}
    </LocationProvider>
  );
}

/** The address stays as it is: once somebody has signed in, it is the page that they see. */
function SignInPage() {
  return (
    <main class="alone">
      <Page title="Sign in" lead="The Partner Center: what you earn by referring clients, and when it is paid.">
        <SignInForm />
      </Page>
    </main>
  );
}

function Pages({ role }: { readonly role: Role }) {
  const { path } = useLocation();
  const wantsOperations = path === '/operations' || path.startsWith('/operations/');
  if (isStaff(role)) return wantsOperations || path === '/' ? <OperationsPages role={role} /> : <NotYours />;
  if (role === 'partner' && !wantsOperations) return <PartnerPages />;
  return <NotYours />;
}

/** A link that was meant for somebody else. */
function NotYours() {
  return (
    <main class="alone">
      <Page title="This page is not for this log-in">
        <p>
          Partners and operations have pages of their own. <a href="/">Go to yours</a>, or sign in as somebody else.
        </p>
        <button type="button" onClick={() => void endSession()}>
          Sign out
        </button>
      </Page>
    </main>
  );
}
