/** What a partner decides themselves: where payouts go and from which amount on, how they are called, and who gets in. */
import { api, told } from '../../api/client.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { Notice } from '../../parts/notice.tsx';
import { Page } from '../../parts/page.tsx';
import { ChangePassword } from './change-password.tsx';
import { FreezePayouts } from './freeze-payouts.tsx';
import { LoginEmail } from './login-email.tsx';
import { MinimumPayout } from './minimum-payout.tsx';
import type { Settings } from './own-settings.ts';
import { PayoutMails } from './payout-mails.tsx';
import { PayPalAddress } from './paypal-address.tsx';
import { Profile } from './profile.tsx';
import { SecondFactor } from './second-factor.tsx';
import { SignOutEverywhere } from './sign-out-everywhere.tsx';
import { TaxSummary } from './tax-summary.tsx';

export default function SettingsPage() {
  const answer = useAnswer(() => told(api.GET('/me/settings')), []);
  return (
    <Page title="Settings">
      <Loaded of={answer} what="your settings">
        {(settings) => {
          const own = { settings, answer };
          return (
            <>
              <Held of={settings} />
              <PayPalAddress {...own} />
              <MinimumPayout {...own} />
              <TaxSummary country={settings.country} />
              <PayoutMails {...own} />
              <Profile {...own} />
              <LoginEmail {...own} />
              <ChangePassword />
              <SecondFactor />
              <SignOutEverywhere />
              <FreezePayouts {...own} />
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}

/** What stops payouts and only operations can lift. */
function Held({ of: { hold, frozen } }: { readonly of: Settings }) {
  return (
    <>
      {hold !== undefined && (
        <Notice tone="waiting">
          <p>
            <strong>Operations hold your payouts.</strong> Their reason: {hold}. Your balance waits, nothing is lost.
            Get in touch with support.
          </p>
        </Notice>
      )}
      {frozen && (
        <Notice tone="waiting">
          <p>
            <strong>You froze your payouts.</strong> Your balance waits, nothing is lost. Operations lift it once they
            have spoken with you: get in touch with support.
          </p>
        </Notice>
      )}
    </>
  );
}
