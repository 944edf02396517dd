/** The functions of referral lists, for the list of all functions in infra/functions.ts. */
export const REFERRAL_LIST_FUNCTIONS = {
  'referral-list-worker': {
    entry: 'functions/referral-lists/work-on-list.ts',
    description: 'Previews and commits referral lists, chunk by chunk',
    memoryMb: 1024,
    timeoutSeconds: 120, // Up to 5,000 rows a message: some seconds in the cloud, half a minute on a busy laptop.
    needs: ['ledger', 'list-queue'],
  },
  'queue-open-lists': {
    entry: 'functions/referral-lists/queue-open-lists.ts',
    description: 'Queues once a day the referral lists whose preview or commit is not over',
    memoryMb: 512,
    timeoutSeconds: 300,
    needs: ['ledger-read', 'list-queue'],
  },
  'partner-referral-lists': {
    entry: 'functions/referral-lists/partner-lists.ts',
    description: "Partners' referral lists: uploaded, previewed, committed",
    memoryMb: 1024,
    timeoutSeconds: 29, // A list of 50,000 rows is read and written in a few seconds.
    needs: ['ledger', 'ledger-batch-writes', 'list-queue'],
  },
  'ops-referral-lists': {
    entry: 'functions/referral-lists/operations-lists.ts',
    description: "Operations: partners' referral lists",
    memoryMb: 1024,
    timeoutSeconds: 29,
    needs: ['ledger', 'ledger-batch-writes', 'list-queue'],
  },
} as const;
