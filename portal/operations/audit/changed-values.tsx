/** What changed, before and after: amounts, days and rates as they are written everywhere, anything else as it stands in the record. */
import type { ComponentChildren } from 'preact';
import { Day } from '../../parts/days.tsx';
import { Money } from '../../parts/money.tsx';
import { Rate } from '../../parts/rate.tsx';
import { nameWords } from './words.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function ChangedValues({ from, to }: { readonly from?: unknown; readonly to?: unknown }) {
  if (!isFields(from) && !isFields(to)) {
    if (from === undefined && to === undefined) return null;
    return (
      <p>
        <Change name="value" from={from} to={to} />
      </p>
    );
  }
  const before = isFields(from) ? from : {};
  const after = isFields(to) ? to : {};
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  if (names.length === 0) return null;
  return (
    <dl class="pairs changed">
      {names.map((name) => (
        <div key={name}>
          <dt>{nameWords(name)}</dt>
          <dd>
            <Change name={name} from={before[name]} to={after[name]} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Only one side is there where something began or ended. */
function Change({ name, from, to }: { readonly name: string; readonly from: unknown; readonly to: unknown }) {
  if (from === undefined) return <Value name={name} value={to} />;
  return (
    <>
      <Value name={name} value={from} /> <span aria-hidden="true">→</span>
      <span class="visually-hidden">became</span>{' '}
      {to === undefined ? <span class="muted">not kept</span> : <Value name={name} value={to} />}
    </>
  );
}

function Value({ name, value }: { readonly name: string; readonly value: unknown }): ComponentChildren {
  if (value === null) return <span class="muted">nothing</span>;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return <Numeric name={name} value={value} />;
  if (typeof value === 'string') return DAY.test(value) && value > '1000' ? <Day day={value} /> : value;
  if (Array.isArray(value)) return <Listed name={name} values={value} />;
  if (isFields(value)) return <Nested fields={value} />;
  return String(value);
}

function Numeric({ name, value }: { readonly name: string; readonly value: number }) {
  if (/cents$/i.test(name)) return <Money cents={value} />;
  if (name === 'basisPoints' || name === 'rateBasisPoints') return <Rate basisPoints={value} />;
  return <>{value}</>;
}

function Listed({ name, values }: { readonly name: string; readonly values: readonly unknown[] }) {
  if (values.length === 0) return <span class="muted">none</span>;
  return (
    <ul class="plain-list">
      {values.map((value, place) => (
        <li key={place}>
          <Value name={name} value={value} />
        </li>
      ))}
    </ul>
  );
}

const Nested = ({ fields }: { readonly fields: Fields }) => (
  <ul class="plain-list">
    {Object.entries(fields).map(([name, value]) => (
      <li key={name}>
        {nameWords(name)}: <Value name={name} value={value} />
      </li>
    ))}
  </ul>
);
