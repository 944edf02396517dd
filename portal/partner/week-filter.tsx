/** A day that says from or up to which week a list goes: asked for once its year is typed to the end. */
import { useEffect, useState } from 'preact/hooks';
import { TextField } from '../parts/field.tsx';

export interface WeekFilterProps {
  readonly label: string;
  /** `''` for none. */
  readonly value: string;
  readonly problem: string | undefined;
  readonly onValue: (day: string) => void;
}

/** While a year is typed the browser tells of the years 2, 20 and 202 on the way. */
const FIRST_DAY = '1970-01-01';

export function WeekFilter({ label, value, problem, onValue }: WeekFilterProps) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  return (
    <TextField
      label={label}
      type="date"
      min={FIRST_DAY}
      value={typed}
      problem={problem}
      onValue={(day) => {
        setTyped(day);
        if (day === '' || day >= FIRST_DAY) onValue(day);
      }}
    />
  );
}
