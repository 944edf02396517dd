/** A question to the API that a page shows the answer of, with its loading and its failure. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { ApiProblem, noAnswer } from './api-problem.ts';
import type { Told } from './client.ts';

export interface Answer<Value> {
  /** The last one that came, also while it is asked for anew. */
  readonly told: Told<Value> | undefined;
  readonly problem: ApiProblem | undefined;
  readonly loading: boolean;
  readonly reload: () => void;
  /** What a change answered: it is the newest there is. */
  readonly replace: (told: Told<Value>) => void;
}

/** @param about asked anew when one of these changes; what was told about others is forgotten then. */
export function useAnswer<Value>(ask: () => Promise<Told<Value>>, about: readonly unknown[]): Answer<Value> {
  const [told, setTold] = useState<Told<Value>>();
  const [problem, setProblem] = useState<ApiProblem>();
  const [loading, setLoading] = useState(true);
  const latest = useRef(0);

  const load = useCallback(() => {
    latest.current += 1;
    const mine = latest.current;
    setLoading(true);
    setProblem(undefined);
    // An answer to a question before this one comes too late.
    const isLatest = (): boolean => latest.current === mine;
    ask()
      .then((answer) => isLatest() && setTold(answer))
      .catch((error: unknown) => isLatest() && setProblem(error instanceof ApiProblem ? error : noAnswer(error)))
      .finally(() => isLatest() && setLoading(false));
  }, about);

  useEffect(() => {
    setTold(undefined);
    load();
    return () => {
      latest.current += 1;
    };
  }, [load]);

  const replace = useCallback((newest: Told<Value>) => {
    // What is on its way was asked before.
    latest.current += 1;
    setTold(newest);
    setProblem(undefined);
    setLoading(false);
  }, []);

  return { told, problem, loading, reload: load, replace };
}
