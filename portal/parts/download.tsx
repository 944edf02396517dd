/** A file of the API to keep: asked for with the session's token, which no link could carry, then saved by the browser. */
import type { Told } from '../api/client.ts';
import { useAction } from '../api/use-action.ts';
import { ProblemNotice } from './problem-notice.tsx';

export interface DownloadProps {
  /** What the button says. */
  readonly label: string;
  /** The name under which it is saved. */
  readonly file: string;
  /** While it is not known yet what to ask for. */
  readonly disabled?: boolean;
  readonly ask: () => Promise<Told<unknown>>;
}

export function Download({ label, file, disabled = false, ask }: DownloadProps) {
  const action = useAction(ask, ({ value }) => save(value as Blob, file));
  return (
    <div class="download">
      <button
        type="button"
        aria-busy={action.pending}
        disabled={disabled || action.pending}
        onClick={() => void action.act(undefined)}
      >
        {label}
      </button>
      <ProblemNotice problem={action.problem} />
    </div>
  );
}

function save(blob: Blob, file: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = file;
  link.click();
  URL.revokeObjectURL(url);
}
