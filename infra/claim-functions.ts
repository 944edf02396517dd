/** The functions of claims, for the list of all functions in infra/functions.ts. */
export const CLAIM_FUNCTIONS = {
  'partner-claims': {
    entry: 'functions/partner-api/claims.ts',
    description: "Partners' claims to clients whom they referred",
    memoryMb: 1024,
    timeoutSeconds: 10,
    needs: ['ledger', 'mail-queue', 'link-secret'],
  },
  'look-after-claims': {
    entry: 'functions/claims/look-after-claims.ts',
    description: 'Reminds once a day clients who were asked about a claim, and ends claims that are over',
    memoryMb: 512,
    timeoutSeconds: 900,
    needs: ['ledger', 'mail-queue', 'link-secret'],
  },
  'claim-pages': {
    entry: 'functions/claims/claim-pages.ts',
    description: 'The page on which a client says whether a partner referred them',
    memoryMb: 1024,
    timeoutSeconds: 29, // A confirmed claim files every payment anew that it reaches back to.
    needs: ['ledger', 'mail-queue', 'link-secret'],
  },
  'ops-claims': {
    entry: 'functions/operations-api/claims.ts',
    description: 'Operations: claims with their evidence, and what a decision would move',
    memoryMb: 1024,
    timeoutSeconds: 29,
    needs: ['ledger-read'],
  },
  'ops-claim-requests': {
    entry: 'functions/operations-api/claim-requests.ts',
    description: 'Operations: claims made for a partner, and the client found whom a claim means',
    memoryMb: 1024,
    timeoutSeconds: 10,
    needs: ['ledger', 'mail-queue', 'link-secret'],
  },
  'ops-claim-decisions': {
    entry: 'functions/operations-api/claim-decisions.ts',
    description: 'Operations: claims decided for the client, and decisions taken back',
    memoryMb: 1024,
    timeoutSeconds: 29,
    needs: ['ledger', 'mail-queue', 'link-secret'],
  },
} as const;
