/** Certificates come from PayPal's own hosts alone, and are kept. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { signingKey } from '../../../local/paypal/certificate.ts';
import { webhookCertificates } from '../../../shared/adapters/paypal/webhook-certificates.ts';

const NOW = Date.parse('2026-11-20T17:00:00Z');
const PATH = '/v1/notifications/certs/CERT-1';
const PEM = signingKey(NOW).certificate;

describe('the address', () => {
  const asked: string[] = [];
  beforeEach(() => {
    asked.length = 0;
    vi.stubGlobal('fetch', async (url: string) => {
      asked.push(url);
      return new Response(PEM);
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  const SANDBOX = 'https://api-m.sandbox.paypal.com';
  const LIVE = 'https://api-m.paypal.com';
  const LOCAL = 'http://127.0.0.1:40123';

  it.each([
    { baseUrl: SANDBOX, url: `https://api.sandbox.paypal.com${PATH}` },
    { baseUrl: SANDBOX, url: `https://api-m.sandbox.paypal.com${PATH}` },
    { baseUrl: LIVE, url: `https://api.paypal.com${PATH}` },
    { baseUrl: LIVE, url: `https://api-m.paypal.com${PATH}` },
    { baseUrl: LOCAL, url: `${LOCAL}${PATH}` },
  ])('$url is good where one pays at $baseUrl', async ({ baseUrl, url }) => {
    expect((await webhookCertificates({ baseUrl, now: () => 0 }).at(url))?.subject).toBe('CN=local PayPal');
    expect(asked).toEqual([url]);
  });

  it.each([
    { baseUrl: LIVE, url: `https://api.sandbox.paypal.com${PATH}` },
    { baseUrl: SANDBOX, url: `https://api.paypal.com${PATH}` },
    { baseUrl: SANDBOX, url: `${LOCAL}${PATH}` },
    { baseUrl: LOCAL, url: `http://127.0.0.1:40124${PATH}` },
    { baseUrl: LOCAL, url: `http://localhost:40123${PATH}` },
    { baseUrl: LOCAL, url: `https://api.paypal.com${PATH}` },
    ...[
      `http://api.paypal.com${PATH}`,
      `https://www.paypal.com${PATH}`,
      `https://api.paypal.com.attacker.example${PATH}`,
      `https://attacker.example/api.paypal.com${PATH}`,
      `https://api.paypal.com@attacker.example${PATH}`,
      `https://attacker.example#@api.paypal.com${PATH}`,
      `https://attacker.example\\@api.paypal.com${PATH}`,
      `https://someone@api.paypal.com${PATH}`,
      `https://api.paypal.com:8443${PATH}`,
      `https://api.paypal.com:443${PATH}`,
      `https://API.paypal.com${PATH}`,
      `https://api.paypal.com/v1/notifications/certs/../../../redirect`,
      `https://api.paypal.com/v1/notifications/certs/%2e%2e/x`,
      `https://api.paypal.com${PATH}?to=elsewhere`,
      `https://api.paypal.com${PATH}#x`,
      `https://api.paypal.com/elsewhere${PATH}`,
      `file://${PATH}`,
      `data:text/plain,${PATH}`,
      PATH,
      '',
    ].map((url) => ({ baseUrl: LIVE, url })),
  ])('$url is not, where one pays at $baseUrl', async ({ baseUrl, url }) => {
    expect(await webhookCertificates({ baseUrl, now: () => 0 }).at(url)).toBeUndefined();
    expect(asked).toEqual([]);
  });
});

describe('at PayPal', () => {
  let server: Server;
  let baseUrl: string;
  let answer: { status: number; body: string; location?: string };
  let asked = 0;
  let time = 0;

  beforeEach(async () => {
    [asked, time] = [0, 0];
    answer = { status: 200, body: PEM };
    server = createServer((_, response) => {
      asked += 1;
      response.writeHead(answer.status, answer.location ? { location: answer.location } : {}).end(answer.body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  const certificates = () => webhookCertificates({ baseUrl, now: () => time });

  it('a certificate is fetched once an hour, however many ask at the same moment', async () => {
    const from = certificates();
    await Promise.all([1, 2, 3].map(() => from.at(`${baseUrl}${PATH}`)));
    time = 3_599_999;
    await from.at(`${baseUrl}${PATH}`);
    expect(asked).toBe(1);
    time = 3_600_000;
    expect(await from.at(`${baseUrl}${PATH}`)).toBeDefined();
    expect(asked).toBe(2);
  });

  it.each([
    { what: 'nothing', given: { status: 404, body: '' } },
    { what: 'no certificate', given: { status: 200, body: 'hello' } },
    { what: 'far too much', given: { status: 200, body: `${PEM}${' '.repeat(70_000)}` } },
    { what: 'a redirect', given: { status: 302, body: '', location: 'http://127.0.0.1:1/' } },
  ])('$what is no certificate, and is not asked for again within a minute', async ({ given }) => {
    answer = given;
    const from = certificates();
    for (const at of [0, 59_999]) {
      time = at;
      expect(await from.at(`${baseUrl}${PATH}`)).toBeUndefined();
    }
    expect(asked).toBe(1);
    time = 60_000;
    answer = { status: 200, body: PEM };
    expect(await from.at(`${baseUrl}${PATH}`)).toBeDefined();
  });

  it('twenty are kept, whoever names how many', async () => {
    const from = certificates();
    for (let number = 0; number < 25; number += 1) await from.at(`${baseUrl}${PATH}-${number}`);
    await from.at(`${baseUrl}${PATH}-24`);
    expect(asked).toBe(25);
    await from.at(`${baseUrl}${PATH}-0`);
    expect(asked).toBe(26);
  });
});
