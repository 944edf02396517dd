/** The daily rule: queues the mails again that were not sent. */
import { connectTable } from '../../shared/adapters/dynamodb/connect.ts';
import { mailOutbox } from '../../shared/adapters/ledger/mail-outbox.ts';
import { connectMailQueue } from '../../shared/adapters/sqs/mail-queue.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import { ledgerEnvironment, mailQueueEnvironment, readEnvironment } from '../../shared/contracts/environment.ts';
import { sweepReportSchema } from '../../shared/contracts/mail.ts';
import { scheduledInputSchema } from '../../shared/contracts/settlement.ts';
import { queueUnsent } from '../../shared/usecases/mail/queue-unsent.ts';
import { workflowStep } from '../workflow-step.ts';

const environment = readEnvironment(ledgerEnvironment.extend(mailQueueEnvironment.shape));
const dependencies = {
  outbox: mailOutbox(connectTable(environment.TABLE_NAME)),
  queue: connectMailQueue(environment.MAIL_QUEUE_URL),
  clock: systemClock,
};

export const handler = workflowStep({ input: scheduledInputSchema, output: sweepReportSchema }, () =>
  queueUnsent(dependencies),
);
