/** Where a part of the portal did not come, as when a new version was deployed since this one was opened; or where it threw. */
import { Page } from './page.tsx';

export function DidNotLoad() {
  return (
    <Page title="This page did not load">
      <p role="alert">There may be a new version, or your connection is gone. Nothing that you sent is lost.</p>
      <button type="button" class="primary" onClick={() => location.reload()}>
        Load it again
      </button>
    </Page>
  );
}
