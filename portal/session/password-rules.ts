/** The pool's rules for a password, said before it refuses one. */
export const PASSWORD_RULES = 'At least 12 characters, with a small and a capital letter, a digit and a symbol.';
