/** Names and values, one under the other; what is false is left out. */
import type { ComponentChildren } from 'preact';

export type Pair = readonly [name: string, value: ComponentChildren];

export function Pairs({ of }: { readonly of: readonly (Pair | false)[] }) {
  return (
    <dl class="pairs">
      {of.map(
        (pair) =>
          pair && (
            <div key={pair[0]}>
              <dt>{pair[0]}</dt>
              <dd>{pair[1]}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
