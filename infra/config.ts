/** The stages this app is deployed in, and everything that differs between them. */

export type StageName = 'dev' | 'prod';

export interface Stage {
  readonly name: StageName;
  /** Whether the ledger, the secrets and the logs survive the stack, and the table refuses to be deleted. */
  readonly keepsData: boolean;
  readonly logRetentionDays: number;
  /** Where alarms are mailed. @default nobody: the alarms are seen in CloudWatch only */
  readonly alarmEmail?: string;
  /** How many batches are with PayPal at once: 2 (the least Lambda allows) to 5, far under its 400 calls a minute. */
  readonly settleConcurrency: number;
}

const STAGES: Readonly<Record<StageName, Stage>> = {
  dev: { name: 'dev', keepsData: false, logRetentionDays: 7, settleConcurrency: 2 },
  // 400 days: a dispute about last year's payout can still be followed in the logs.
  prod: { name: 'prod', keepsData: true, logRetentionDays: 400, settleConcurrency: 5 },
};

export function stageNamed(name: string): Stage {
  const stage = Object.values(STAGES).find((candidate) => candidate.name === name);
  if (stage === undefined) {
    throw new Error(`There is no stage "${name}": choose one of ${Object.keys(STAGES).join(', ')}.`);
  }
  return stage;
}
