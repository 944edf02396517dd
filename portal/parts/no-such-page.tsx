/** Where an address leads nowhere, with the way to where everything begins. */
import { Page } from './page.tsx';

export interface NoSuchPageProps {
  readonly home: string;
  /** What is there, as in `Go to your earnings`. */
  readonly there: string;
}

export function NoSuchPage({ home, there }: NoSuchPageProps) {
  return (
    <Page title="There is no such page">
      <p>
        The link may be an old one. <a href={home}>Go to {there}</a>.
      </p>
    </Page>
  );
}
