/**
 * Holds a webhook against PayPal's signature: RSA-SHA256 over transmission id, time, the webhook's own id and the CRC-32 of
 * the raw body. The checksum makes it a proof of who sent something, not of what: whoever has one webhook can write another
 * body with the same checksum.
 */
import { verify } from 'node:crypto';
import { crc32 } from 'node:zlib';
import {
  WEBHOOK_ALGORITHM,
  WEBHOOK_HEADERS,
  WEBHOOK_MAX_AGE_SECONDS,
  WEBHOOK_MAX_AHEAD_SECONDS,
} from '../../contracts/paypal-webhook.ts';
import type { WebhookCertificates } from './webhook-certificates.ts';

export interface SignatureOptions {
  /** The webhook's id as PayPal gave it when it was registered: another program's webhooks are signed with another one. */
  readonly webhookId: string;
  readonly certificates: WebhookCertificates;
}

/** In lower case, as API Gateway hands them on. */
export type Headers = Readonly<Record<string, string | undefined>>;

export type Verdict = { readonly genuine: true } | { readonly genuine: false; readonly why: string };

const TRANSMISSION_ID = /^[A-Za-z0-9-]{1,100}$/;
const TRANSMISSION_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z$/;

/** @param nowMs when it arrived. */
export async function checkSignature(
  headers: Headers,
  body: Uint8Array,
  nowMs: number,
  { webhookId, certificates }: SignatureOptions,
): Promise<Verdict> {
  const of = (name: keyof typeof WEBHOOK_HEADERS): string => headers[WEBHOOK_HEADERS[name]] ?? '';
  const [id, time] = [of('transmissionId'), of('transmissionTime')];
  if (!TRANSMISSION_ID.test(id) || !TRANSMISSION_TIME.test(time)) return refused('it does not say when it was sent');
  if (of('algorithm') !== WEBHOOK_ALGORITHM) return refused(`it is not signed with ${WEBHOOK_ALGORITHM}`);
  const signature = Buffer.from(of('signature'), 'base64');
  // One signature has one text: base64 is read generously, and a changed character may mean the same bytes.
  if (signature.length === 0 || signature.toString('base64') !== of('signature')) return refused('it is not signed');

  const ageSeconds = (nowMs - Date.parse(time)) / 1_000;
  // Written so that a time that is none is refused, too.
  if (!(ageSeconds <= WEBHOOK_MAX_AGE_SECONDS && ageSeconds >= -WEBHOOK_MAX_AHEAD_SECONDS))
    return refused('it was sent too long ago, or by another clock');

  const certificate = await certificates.at(of('certificateUrl'));
  if (!certificate) return refused("its certificate is not at an address of PayPal's");
  if (!(Date.parse(certificate.validFrom) <= nowMs && nowMs <= Date.parse(certificate.validTo)))
    return refused('its certificate is not valid now');
  const key = certificate.publicKey;
  if (key.asymmetricKeyType !== 'rsa') return refused('its certificate is of another kind');
  const signed = Buffer.from(`${id}|${time}|${webhookId}|${crc32(body)}`);
  return verify('sha256', signed, key, signature) ? { genuine: true } : refused('the signature does not match');
}

const refused = (why: string): Verdict => ({ genuine: false, why });
