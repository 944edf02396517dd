/** A list's filters, kept in the page's address: a link shows the same list, and so does the way back. */
import { useLocation } from 'preact-iso';

export interface Filters<Name extends string> {
  readonly values: Readonly<Record<Name, string>>;
  /** `''` where it filters nothing. */
  readonly set: (name: Name, value: string) => void;
}

export function useFilters<const Name extends string>(names: readonly Name[]): Filters<Name> {
  const { path, query, route } = useLocation();
  const values = Object.fromEntries(names.map((name) => [name, query[name] ?? ''])) as Record<Name, string>;
  return {
    values,
    set: (name, value) => {
      const kept = Object.entries({ ...query, [name]: value }).filter(([, each]) => each !== '');
      const search = new URLSearchParams(kept).toString();
      route(search === '' ? path : `${path}?${search}`, true);
    },
  };
}

/** A filter as the API takes it: what an old link names and is no choice any more filters nothing. */
export function chosen<Value extends string>(value: string, options: Readonly<Record<Value, string>>) {
  return Object.hasOwn(options, value) && value !== '' ? (value as Exclude<Value, ''>) : undefined;
}
