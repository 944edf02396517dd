import { describe } from 'vitest';
import { memoryUserPool } from '../../../shared/adapters/memory/memory-user-pool.ts';
import { userPoolContract } from '../user-pool-contract.ts';

describe('in memory', () =>
  userPoolContract(async () => {
    const pool = memoryUserPool();
    return {
      pool,
      add: async (user) => pool.add(user),
      signIn: async (email, password) => pool.signIn(email, password),
      forgotPassword: async (email, password) => pool.forgotPassword(email, password),
      remove: async (sub) => pool.remove(sub),
      codeOf: pool.codeOf,
    };
  }));
