/**
 * SES's second API on this machine: takes SendEmail and puts the mail into the outbox. Our own, not aws-ses-v2-local:
 * that one keeps one list of mails for the whole process, takes 200 ms to load, and the pool's mails are not in it.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { isObject } from '../json.ts';
import type { Outbox } from './outbox.ts';

/** SES's limit of the addresses of one mail. */
const MAX_RECIPIENTS = 50;

/** For people: every mail so far, the oldest first. */
const OUTBOX = '/_local/outbox';

class BadRequest extends Error {}

/** Listens before it has an outbox, since functions want its address first. */
export class LocalSes {
  readonly #server: Server;
  #outbox: Outbox | undefined;

  private constructor(server: Server) {
    this.#server = server;
    server.on('request', (request: IncomingMessage, response: ServerResponse) => void this.#serve(request, response));
  }

  static async listen(): Promise<LocalSes> {
    const ses = new LocalSes(createServer());
    ses.#server.listen(0, '127.0.0.1');
    await once(ses.#server, 'listening');
    return ses;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  deliverTo(outbox: Outbox): void {
    this.#outbox = outbox;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const answer = (status: number, body: unknown, errorType?: string) => {
      const type = { 'content-type': 'application/json', ...(errorType && { 'x-amzn-errortype': errorType }) };
      response.writeHead(status, type).end(JSON.stringify(body));
    };
    try {
      const body = await text(request);
      if (request.method === 'GET' && request.url === OUTBOX) return answer(200, this.#outbox?.mails ?? []);
      if (request.method !== 'POST' || request.url !== '/v2/email/outbound-emails') {
        const message = `${request.method} ${request.url} is not answered on this machine`;
        return answer(404, { message }, 'NotFoundException');
      }
      if (!this.#outbox) throw new Error('there is no outbox yet');
      answer(200, { MessageId: this.#outbox.put(mailOf(JSON.parse(body))).id });
    } catch (error) {
      if (error instanceof BadRequest) answer(400, { message: error.message }, 'BadRequestException');
      else answer(500, { message: String(error) }, 'InternalFailure');
    }
  }
}

/** @throws BadRequest for what SES refuses, and for raw and templated mails, which are not sent here. */
function mailOf(input: unknown): Parameters<Outbox['put']>[0] {
  const { FromEmailAddress: from, Destination, Content } = record(input);
  if (typeof from !== 'string') throw new BadRequest('Missing required FromEmailAddress');
  const { ToAddresses, CcAddresses, BccAddresses } = record(Destination);
  const to = [ToAddresses, CcAddresses, BccAddresses].flatMap((each) => (Array.isArray(each) ? each : []));
  if (to.length === 0) throw new BadRequest('At least one recipient is required');
  if (to.length > MAX_RECIPIENTS) throw new BadRequest(`Recipient count exceeds ${MAX_RECIPIENTS}.`);
  for (const address of [from, ...to]) {
    if (!/^[^\r\n]*[^\s@]@[^\s@]+$/.test(String(address))) throw new BadRequest("Missing final '@domain'");
  }
  const { Simple } = record(Content);
  if (!isObject(Simple)) throw new BadRequest('only Simple content is sent on this machine');
  const { Subject, Body } = Simple;
  const { Text, Html } = record(Body);
  const subject = dataOf(Subject);
  if (subject === undefined) throw new BadRequest('Missing required Subject');
  if (/[\r\n]/.test(subject)) throw new BadRequest('The subject must be one line');
  const [plain, html] = [dataOf(Text), dataOf(Html)];
  if (plain === undefined && html === undefined) throw new BadRequest('The body has neither Text nor Html');
  return { from, to: to.map(String), subject, text: plain ?? '', html: html ?? '' };
}

const record = (value: unknown): Record<string, unknown> => (isObject(value) ? value : {});
const dataOf = (content: unknown): string | undefined => {
  const { Data } = record(content);
  return typeof Data === 'string' ? Data : undefined;
};
