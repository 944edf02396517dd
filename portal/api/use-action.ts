/** Something that a person orders, once: with its waiting, its refusal, and a key that makes sending it again harmless. */
import { useRef, useState } from 'preact/hooks';
import { ApiProblem, noAnswer } from './api-problem.ts';

export interface Action<Input> {
  readonly pending: boolean;
  readonly problem: ApiProblem | undefined;
  /** Resolves to whether it was done. */
  readonly act: (input: Input) => Promise<boolean>;
  readonly forget: () => void;
}

/**
 * @param run is given an `Idempotency-Key`: the same one while the same input is tried again after a failure, so that
 *   what was done, though its answer got lost, is not done once more.
 */
export function useAction<Input, Output>(
  run: (input: Input, idempotencyKey: string) => Promise<Output>,
  done?: (output: Output) => void,
): Action<Input> {
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const tried = useRef<{ readonly input: string; readonly key: string } | undefined>(undefined);
  const busy = useRef(false);

  const act = async (input: Input): Promise<boolean> => {
    // A second click while the first is under way.
    if (busy.current) return false;
    busy.current = true;
    setPending(true);
    setProblem(undefined);
    const written = JSON.stringify(input) ?? '';
    if (tried.current?.input !== written) tried.current = { input: written, key: crypto.randomUUID() };
    try {
      const output = await run(input, tried.current.key);
      tried.current = undefined;
      done?.(output);
      return true;
    } catch (error) {
      const refused = error instanceof ApiProblem ? error : noAnswer(error);
      // A refusal of the order is certain: what is ordered after it is a new one. After anything else it may have been done.
      if (isOfTheOrder(refused)) tried.current = undefined;
      setProblem(refused);
      return false;
    } finally {
      busy.current = false;
      setPending(false);
    }
  };
  return { pending, problem, act, forget: () => setProblem(undefined) };
}

/** Whoever is not signed in, may not or is too fast is refused before the order is looked at: that says nothing of a try before. */
const BEFORE_THE_ORDER: ReadonlySet<number> = new Set([401, 403, 429]);
const isOfTheOrder = ({ status }: ApiProblem): boolean =>
  status >= 400 && status < 500 && !BEFORE_THE_ORDER.has(status);
