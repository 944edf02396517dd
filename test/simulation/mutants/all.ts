/** Every bug that is planted. */
import { CLAIMS } from './claims.ts';
import { INTAKE } from './intake.ts';
import type { Mutant } from './mutant.ts';
import { RULES } from './rules.ts';
import { RUN } from './run.ts';
import { SETTLEMENT } from './settlement.ts';

export const MUTANTS: readonly Mutant[] = [...SETTLEMENT, ...RUN, ...RULES, ...INTAKE, ...CLAIMS];
