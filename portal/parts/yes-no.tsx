/** A question that is answered with yes or no. Nothing is chosen beforehand: a default would be an answer that nobody gave. */
import { useId } from 'preact/hooks';

export interface YesNoProps {
  readonly question: string;
  readonly value: boolean | undefined;
  readonly onValue: (value: boolean) => void;
}

const ANSWERS = [
  [true, 'Yes'],
  [false, 'No'],
] as const;

export function YesNo({ question, value, onValue }: YesNoProps) {
  const name = useId();
  return (
    <fieldset class="yes-no">
      <legend>{question}</legend>
      {ANSWERS.map(([answer, word]) => (
        <label key={word} class="check">
          <input type="radio" name={name} required checked={value === answer} onChange={() => onValue(answer)} />
          <span>{word}</span>
        </label>
      ))}
    </fieldset>
  );
}
