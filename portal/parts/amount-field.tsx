/** A field for dollars or percents: with its unit beside the label, and a pattern that the browser checks before anything is sent. */
import { TextField, type TextFieldProps } from './field.tsx';
import { HUNDREDTHS } from './hundredths.ts';

export interface AmountFieldProps extends Omit<TextFieldProps, 'type' | 'inputMode' | 'pattern' | 'title'> {
  readonly unit: '$' | '%';
}

export function AmountField({ unit, label, ...field }: AmountFieldProps) {
  return (
    <TextField
      {...field}
      label={`${label} (${unit})`}
      inputMode="decimal"
      pattern={HUNDREDTHS}
      title="digits, and a point with one or two more where needed, such as 12.50"
      autoComplete="off"
    />
  );
}
