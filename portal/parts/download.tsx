/** A file of the API to keep: asked for with the session's token, which no link could carry, then saved by the browser. */

import type { Told } from '../api/client.ts';
import { useAction } from '../api/use-action.ts';
import { ProblemNotice } from './problem-notice.tsx';
import { save } from './save-file.ts';

export interface DownloadProps {
  /** What the button says. */
  readonly label: string;
  /** The name under which it is saved. */
  readonly file: string;
  readonly ask: () => Promise<Told<unknown>>;
}

export function Download({ label, file, ask }: DownloadProps) {
  const action = useAction(ask, ({ value }) => save(value as Blob, file));
  return (
    <div class="download">
      <button
        type="button"
        aria-busy={action.pending}
        disabled={action.pending}
        onClick={() => void action.act(undefined)}
      >
        {label}
      </button>
      <ProblemNotice problem={action.problem} />
    </div>
  );
}
