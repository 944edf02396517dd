/** SQS worker: one message, one mail. A throw returns only that message to the queue. */
import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { connectTable } from '../../shared/adapters/dynamodb/connect.ts';
import { mailOutbox } from '../../shared/adapters/ledger/mail-outbox.ts';
import { connectMailer } from '../../shared/adapters/ses/mailer.ts';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import { ledgerEnvironment, mailerEnvironment, readEnvironment } from '../../shared/contracts/environment.ts';
import { type SendMailMessage, sendMailMessageSchema } from '../../shared/contracts/mail.ts';
import { NoSuchMail, type SendDependencies, sendMail } from '../../shared/usecases/mail/send-mail.ts';
import { logger, logsRequest, raiseAlarm } from '../logging.ts';

const environment = readEnvironment(ledgerEnvironment.extend(mailerEnvironment.shape));
const dependencies: SendDependencies = {
  outbox: mailOutbox(connectTable(environment.TABLE_NAME)),
  mailer: connectMailer(environment.MAIL_FROM),
  clock: systemClock,
  alarm: raiseAlarm,
};
const processor = new BatchProcessor(EventType.SQS, { logger });

async function sendRecord({ messageId, body }: SQSRecord): Promise<void> {
  try {
    const message = readMessage(body);
    logger.info('a mail message was handled', { mail: message.id, end: await sendMail(message, dependencies) });
  } catch (error) {
    // The processor only reports which messages failed: without this line nobody would ever learn why.
    logger.error('a mail message failed', { messageId, error: error instanceof Error ? error : String(error) });
    throw error;
  }
}

/** No cause: what cannot be read may be anything, and both parsers may quote it. */
function readMessage(body: string): SendMailMessage {
  try {
    return sendMailMessageSchema.parse(JSON.parse(body));
  } catch {
    throw new NoSuchMail('the message is none that names a mail');
  }
}

export const handler = middy<SQSEvent, SQSBatchResponse>()
  .use(logsRequest())
  .handler((event, context) =>
    processPartialResponse(event, sendRecord, processor, {
      context,
      throwOnFullBatchFailure: false,
      // One after the other: SES gives a new account 14 mails a second.
      processInParallel: false,
    }),
  );
