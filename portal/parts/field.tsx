/** Form fields: a label, a hint, and what is wrong, tied together for those who hear a page. */
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface Told {
  readonly label: string;
  readonly hint?: ComponentChildren;
  readonly problem?: string | undefined;
}

interface Tied {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

function Frame({ label, hint, problem, children }: Told & { readonly children: (tied: Tied) => ComponentChildren }) {
  const id = useId();
  const described = [hint ? `${id}-hint` : '', problem ? `${id}-problem` : ''].filter((each) => each !== '');
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children({
        id,
        'aria-describedby': described.length > 0 ? described.join(' ') : undefined,
        'aria-invalid': problem ? true : undefined,
      })}
      {problem && (
        <p class="problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </div>
  );
}

interface Written extends Told {
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly required?: boolean;
  readonly maxLength?: number;
  readonly disabled?: boolean;
}

export interface TextFieldProps extends Written {
  readonly type?: 'text' | 'email' | 'password' | 'date' | 'number' | 'search';
  readonly autoComplete?: string;
  readonly inputMode?: 'text' | 'numeric' | 'decimal' | 'email';
  readonly pattern?: string;
  /** What the pattern asks for, in words. */
  readonly title?: string;
  readonly minLength?: number;
  readonly min?: string;
  readonly max?: string;
  readonly placeholder?: string;
  readonly readOnly?: boolean;
}

/** The cast picks one of the element's types, which differ only in the roles that none of ours has. */
export function TextField({ label, hint, problem, onValue, ...input }: TextFieldProps) {
  return (
    <Frame label={label} hint={hint} problem={problem}>
      {(tied) => (
        <input {...(input as { type: 'text' })} {...tied} onInput={(event) => onValue(event.currentTarget.value)} />
      )}
    </Frame>
  );
}

export function TextArea({ label, hint, problem, onValue, ...area }: Written) {
  return (
    <Frame label={label} hint={hint} problem={problem}>
      {(tied) => <textarea rows={3} {...area} {...tied} onInput={(event) => onValue(event.currentTarget.value)} />}
    </Frame>
  );
}

export interface ChoiceProps extends Written {
  /** By what is sent, what is read. */
  readonly options: Readonly<Record<string, string>>;
}

export function Choice({ label, hint, problem, onValue, options, value, ...select }: ChoiceProps) {
  return (
    <Frame label={label} hint={hint} problem={problem}>
      {(tied) => (
        <select {...select} {...tied} value={value} onChange={(event) => onValue(event.currentTarget.value)}>
          {Object.entries(options).map(([sent, read]) => (
            <option key={sent} value={sent}>
              {read}
            </option>
          ))}
        </select>
      )}
    </Frame>
  );
}

export interface FileFieldProps extends Told {
  /** What the browser offers to choose. */
  readonly accept: string;
  readonly onFile: (file: File | undefined) => void;
}

export function FileField({ label, hint, problem, accept, onFile }: FileFieldProps) {
  return (
    <Frame label={label} hint={hint} problem={problem}>
      {(tied) => (
        <input
          type="file"
          accept={accept}
          required
          {...tied}
          onChange={(event) => onFile(event.currentTarget.files?.[0])}
        />
      )}
    </Frame>
  );
}

export interface CheckProps {
  readonly label: ComponentChildren;
  readonly checked: boolean;
  readonly onValue: (checked: boolean) => void;
  readonly disabled?: boolean;
}

export function Check({ label, checked, onValue, disabled }: CheckProps) {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onValue(event.currentTarget.checked)}
      />
      <span>{label}</span>
    </label>
  );
}
