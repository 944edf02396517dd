/** What waits for a person's decision: every kind on one page, or one of them. */
import { useLocation } from 'preact-iso';
import { Page } from '../../parts/page.tsx';
import type { Role } from '../../session/identity.ts';
import { filtered, REVIEWS } from '../parts/places.ts';
import { ReviewList } from './review-list.tsx';
import { KINDS, REVIEW_KINDS } from './words.ts';

export default function ReviewsPage({ role }: { readonly role: Role }) {
  const { query } = useLocation();
  const kind = REVIEW_KINDS.find((each) => each === query.kind);
  const ways = [
    { href: REVIEWS, title: 'All', isHere: kind === undefined },
    ...REVIEW_KINDS.map((each) => ({
      href: filtered(REVIEWS, { kind: each }),
      title: KINDS[each].title,
      isHere: each === kind,
    })),
  ];
  return (
    <Page title="Reviews" lead="What no rule can decide. Finance decides; everybody’s note stands in the audit trail.">
      <nav class="kinds" aria-label="Kinds of reviews">
        {ways.map(({ href, title, isHere }) => (
          <a key={href} href={href} {...(isHere && { 'aria-current': 'page' })}>
            {title}
          </a>
        ))}
      </nav>
      {REVIEW_KINDS.filter((each) => kind === undefined || each === kind).map((each) => (
        <ReviewList key={each} kind={each} role={role} />
      ))}
    </Page>
  );
}
