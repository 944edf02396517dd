/** A pool's password policy: what is wrong with a password, in Cognito's words, and one that nothing is wrong with. */
import { randomInt } from 'node:crypto';

export interface PasswordPolicy {
  readonly MinimumLength: number;
  readonly RequireLowercase: boolean;
  readonly RequireUppercase: boolean;
  readonly RequireNumbers: boolean;
  readonly RequireSymbols: boolean;
}

const LOWERCASE = 'abcdefghijkmnopqrstuvwxyz';
const CLASSES = [
  ['RequireLowercase', /[a-z]/, 'lowercase', LOWERCASE],
  ['RequireUppercase', /[A-Z]/, 'uppercase', LOWERCASE.toUpperCase()],
  ['RequireNumbers', /[0-9]/, 'numeric', '23456789'],
  ['RequireSymbols', /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+-]/, 'symbol', '!#%+=?'],
] as const;
/** Cognito's limit. */
const MAX_LENGTH = 256;

/** Undefined for a password that conforms. */
export function passwordProblem(policy: PasswordPolicy, password: string): string | undefined {
  const broken = 'Password did not conform with policy:';
  if (password.length < policy.MinimumLength) return `${broken} Password not long enough`;
  if (password.length > MAX_LENGTH || /^\s|\s$/.test(password)) return `${broken} Password is too long or padded`;
  const missing = CLASSES.find(([rule, pattern]) => policy[rule] && !pattern.test(password));
  return missing && `${broken} Password must have ${missing[2]} characters`;
}

/** Each class in turn: 16 characters or what the policy asks for, about 80 bits. */
export function temporaryPassword({ MinimumLength }: PasswordPolicy): string {
  return Array.from({ length: Math.max(16, MinimumLength) }, (_, index) => {
    const characters = CLASSES[index % CLASSES.length]?.[3] ?? LOWERCASE;
    return characters[randomInt(characters.length)];
  }).join('');
}
