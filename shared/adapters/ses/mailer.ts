/** The mailer over SES: a simple message of text and HTML. */
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { type Letter, type Mailer, MailNotSent } from '../../ports/mailer.ts';

/**
 * SES's word for a receiver that it cannot read. Everything else may pass: a limit (`TooManyRequestsException`,
 * `LimitExceededException`), an account in trouble, or a sender that is not verified yet (`MessageRejected`, which in SES's
 * sandbox is said of the receiver too).
 */
const REFUSALS: readonly string[] = ['BadRequestException'];

const CHARSET = 'UTF-8';

export function sesMailer(client: SESv2Client, from: string): Mailer {
  return {
    async send(letter) {
      try {
        await client.send(commandOf(letter, from));
        return { kind: 'sent' };
      } catch (error) {
        const word = error instanceof Error ? error.name : 'unknown';
        if (REFUSALS.includes(word)) return { kind: 'refused', error: word };
        // No cause and no message: SES quotes addresses in them.
        throw new MailNotSent(`SES did not take the mail: ${word}`);
      }
    },
  };
}

const commandOf = ({ to, subject, text, html }: Letter, from: string): SendEmailCommand =>
  new SendEmailCommand({
    FromEmailAddress: from,
    Destination: { ToAddresses: [to] },
    Content: {
      Simple: {
        Subject: { Data: subject, Charset: CHARSET },
        Body: { Text: { Data: text, Charset: CHARSET }, Html: { Data: html, Charset: CHARSET } },
      },
    },
  });

export const connectMailer = (from: string): Mailer => sesMailer(new SESv2Client({}), from);
