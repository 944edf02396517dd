/** Why cents are not paid: an amount, a sentence, and what the partner can do. */
import { useLocation } from 'preact-iso';
import type { components } from '../api/schema.made.ts';
import { Day } from '../parts/days.tsx';
import { Money } from '../parts/money.tsx';
import { Tag } from '../parts/tag.tsx';
import { linkOfAside, linkOfReason, type ReasonLink } from './reason-links.ts';

export interface ReasonsProps {
  readonly unpaidCents: number;
  readonly reasons: readonly components['schemas']['Reason'][];
  readonly asides: readonly components['schemas']['Aside'][];
  /** Where there is no reason at all. */
  readonly nothing: string;
}

export function Reasons({ unpaidCents, reasons, asides, nothing }: ReasonsProps) {
  if (reasons.length === 0 && asides.length === 0) return <p class="empty">{nothing}</p>;
  return (
    <>
      <p>
        Unpaid in all: <Money cents={unpaidCents} />
      </p>
      <ul class="reasons">
        {reasons.map((reason, place) => (
          <li key={`${reason.code} ${reason.weekEnding ?? reason.payout ?? place}`}>
            <Money cents={reason.amountCents} />
            <div>
              <p>{reason.sentence}</p>
              {reason.action && (
                <p>
                  <strong>{reason.action}</strong>
                </p>
              )}
              {reason.expectedOn && (
                <p class="muted">
                  Expected on <Day day={reason.expectedOn} />
                </p>
              )}
              <Way to={linkOfReason(reason)} />
            </div>
          </li>
        ))}
        {asides.map(({ standing, code, statedCents, sentence, action }) => (
          <li key={sentence} class="aside">
            <span class="money muted">
              <Money cents={statedCents} />
            </span>
            <div>
              <p>
                <Tag tone={standing === 'void' ? 'quiet' : 'waiting'}>{standing}</Tag> {sentence}
              </p>
              {action && (
                <p>
                  <strong>{action}</strong>
                </p>
              )}
              <Way to={linkOfAside({ standing, ...(code && { code }) })} />
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Not to the list that the reader of one client comes from. */
export function Way({ to }: { readonly to: ReasonLink | undefined }) {
  const { path } = useLocation();
  if (!to || (path.startsWith('/clients/') && to.href.startsWith('/clients?'))) return null;
  return (
    <p>
      <a href={to.href}>{to.title}</a>
    </p>
  );
}
