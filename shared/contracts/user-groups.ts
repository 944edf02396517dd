/** The groups of the user pool: what a signed-in person may do. A partner's log-in is in one, staff in others. */
export const USER_GROUPS = {
  /** Reads and changes what is their own. */
  partners: 'partners',
  /** Looks after partners and runs. */
  operations: 'operations',
  /** All that operations may do, and what moves money. */
  finance: 'finance',
} as const;

export type UserGroup = (typeof USER_GROUPS)[keyof typeof USER_GROUPS];
