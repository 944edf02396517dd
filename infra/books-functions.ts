/** The functions that say whether the books add up. */
import type { FunctionSpec } from './functions.ts';

export const BOOKS_FUNCTIONS = {
  'ops-books': {
    entry: 'functions/operations-api/books.ts',
    description: 'Operations: whether the books of partners add up',
    memoryMb: 1024,
    timeoutSeconds: 29, // Twenty-five partners, from their first entry on.
    needs: ['ledger-read'],
  },
  'ops-run-books': {
    entry: 'functions/operations-api/run-books.ts',
    description: 'Operations: a run against what PayPal has of it',
    memoryMb: 1024,
    timeoutSeconds: 29, // Twenty-five batches, at PayPal.
    needs: ['ledger-read', 'paypal'],
  },
} as const satisfies Record<string, FunctionSpec>;
