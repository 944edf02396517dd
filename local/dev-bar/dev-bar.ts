/** A bar at the foot of the portal on this machine: who one is, what day it is, which mails went out, what PayPal moved. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { json as readJson } from 'node:stream/consumers';
import type { BesidePortal } from '../cdn/cdn.ts';
import type { Laptop } from '../laptop.ts';
import type { DemoLogins } from '../start/demo-logins.ts';
import { devBarAnswers } from './answers.ts';
import { clientFiles } from './client-files.ts';
import { isSameOrigin } from './same-origin.ts';

const HEAD =
  '<link rel="stylesheet" href="/_local/dev-bar.css"><script type="module" src="/_local/dev-bar.js"></script>';
const FOR_NO_CACHE = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

export async function devBar(laptop: Laptop, logins: DemoLogins): Promise<BesidePortal> {
  const files = await clientFiles();
  const answerTo = devBarAnswers(laptop, logins);
  const { port } = new URL(laptop.cloud.portalUrl);

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const answer = (status: number, body: unknown): void => {
      response.writeHead(status, { ...FOR_NO_CACHE, 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (!isSameOrigin(request, port)) return answer(403, { message: "Only the portal's own page may ask this" });
    const { method = 'GET', url = '' } = request;
    const file = method === 'GET' ? files.get(url) : undefined;
    if (file) {
      response.writeHead(200, { ...FOR_NO_CACHE, 'content-type': file.contentType }).end(file.contents);
      return;
    }
    const sent = method === 'GET' ? undefined : await readJson(request).catch(() => undefined);
    const { status, body } = await answerTo(method, url, sent);
    answer(status, body);
  };
  return { head: HEAD, serve };
}
