/** Asks again, a little later, while what was answered passes by itself. A failure stops it: the reader is asked then. */
import { useEffect } from 'preact/hooks';
import type { Answer } from './use-answer.ts';

const LOOK_AGAIN_MS = 1_500;

export function useLookAgain<Value>({ told, problem, reload }: Answer<Value>, passes: (value: Value) => boolean): void {
  useEffect(() => {
    if (!told || problem || !passes(told.value)) return;
    const timer = setTimeout(reload, LOOK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [told, problem, reload]);
}
