/** Says where everything is and who may sign in, once the program is up. */
import type { Laptop } from '../laptop.ts';
import type { DemoLogins } from './demo-logins.ts';

export function printAddresses({ cloud, paypal, billing }: Laptop, logins: DemoLogins): void {
  const next = cloud.rules().find(({ schedule }) => schedule.includes('FRI'))?.next;
  const [first = 'none', ...others] = logins.partners.map(({ email }) => email);
  const lines = [
    ['portal', cloud.portalUrl],
    ['  partners', `${first}${others.length > 0 ? ` and ${others.length} more, such as ${others[0]}` : ''}`],
    ['  operations', `${logins.operations}, ${logins.finance}, ${logins.secondFinance}`],
    ['  password', `${logins.password} (all of them)`],
    ['  user pool', `${cloud.endpoints.cognito}, client ${cloud.userPool.clientId}`],
    ['API', `${cloud.portalUrl}/docs to read, ${cloud.portalUrl}/openapi.json for programs`],
    ['mails', `${cloud.endpoints.ses}/_local/outbox`],
    ['billing', `POST ${cloud.portalUrl}/billing/events`],
    ['  signed with', `KEY=${billing.hmacKey}`],
    ['PayPal (local)', `${paypal.url}/_local/transfers`],
    ['Step Functions', cloud.endpoints.sfn],
    ['DynamoDB', `${cloud.endpoints.dynamodb}, table ${cloud.tableName()}`],
    ['SQS', cloud.endpoints.sqs],
    ['next run', next ? new Date(next).toISOString() : 'none'],
  ] as const;
  process.stdout.write(
    `${lines.map(([name, where]) => `${name.padEnd(16)}${where}`).join('\n')}\n\nCtrl-C stops it.\n`,
  );
}
