/** What went wrong, said where the reader is, with what to do next. */
import type { ApiProblem } from '../api/api-problem.ts';

export interface ProblemNoticeProps {
  readonly problem: ApiProblem | undefined;
  /** Names of fields that say their problem themselves. */
  readonly shown?: readonly string[];
  readonly onRetry?: (() => void) | undefined;
}

export function ProblemNotice({ problem, shown = [], onRetry }: ProblemNoticeProps) {
  if (!problem) return null;
  const others = problem.fields.filter(({ field }) => !shown.includes(field));
  return (
    <div class="notice bad" role="alert">
      <p>
        <strong>{problem.title}.</strong> {problem.detail}
      </p>
      {others.length > 0 && (
        <ul>
          {others.map(({ field, problem: what }) => (
            <li key={field}>
              {field}: {what}
            </li>
          ))}
        </ul>
      )}
      {onRetry && (
        <button type="button" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  );
}
