/** A list that the API answers a page at a time: what was loaded, and how to get more. */
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { ApiProblem, noAnswer } from './api-problem.ts';
import type { Told } from './client.ts';

interface Page<Item> {
  readonly items: readonly Item[];
  readonly next?: string | undefined;
}

export interface Pages<Item> {
  readonly items: readonly Item[];
  readonly loading: boolean;
  readonly problem: ApiProblem | undefined;
  /** Undefined on the last page. */
  readonly more: (() => void) | undefined;
  /** From the first page on. */
  readonly reload: () => void;
}

/** A filter may leave a page empty though there are more: so many are asked for at once before the reader is asked. */
const MAX_EMPTY_PAGES = 5;

/** @param about the list begins anew when one of these changes. */
export function usePages<Item>(
  ask: (cursor: string | undefined) => Promise<Told<Page<Item>>>,
  about: readonly unknown[],
): Pages<Item> {
  const [items, setItems] = useState<readonly Item[]>([]);
  const [next, setNext] = useState<string>();
  const [loading, setLoading] = useState(true);
  const [problem, setProblem] = useState<ApiProblem>();
  const latest = useRef(0);

  const load = useCallback(async (from: string | undefined) => {
    latest.current += 1;
    const mine = latest.current;
    setLoading(true);
    setProblem(undefined);
    try {
      const found: Item[] = [];
      let cursor = from;
      for (let asked = 0; asked < MAX_EMPTY_PAGES; asked += 1) {
        const { value } = await ask(cursor);
        found.push(...value.items);
        cursor = value.next;
        if (found.length > 0 || cursor === undefined) break;
      }
      if (latest.current !== mine) return;
      setItems((before) => (from === undefined ? found : [...before, ...found]));
      setNext(cursor);
    } catch (error) {
      if (latest.current === mine) setProblem(error instanceof ApiProblem ? error : noAnswer(error));
    } finally {
      if (latest.current === mine) setLoading(false);
    }
  }, about);

  useEffect(() => {
    setItems([]);
    setNext(undefined);
    void load(undefined);
    return () => {
      latest.current += 1;
    };
  }, [load]);

  return {
    items,
    loading,
    problem,
    more: next === undefined ? undefined : () => void load(next),
    reload: () => void load(undefined),
  };
}
