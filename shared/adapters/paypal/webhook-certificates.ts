/** Fetches and keeps the certificates that PayPal signs webhooks with: from PayPal's own hosts only, whatever a webhook says. */
import { X509Certificate } from 'node:crypto';

export interface WebhookCertificates {
  /** Undefined for an address that is not PayPal's, or at which there is no certificate now. */
  at(url: string): Promise<X509Certificate | undefined>;
}

export interface CertificateOptions {
  /** The API that the program pays through: a deployment that pays in the sandbox believes no certificate of the live hosts, nor the other way round. */
  readonly baseUrl: string;
  /** Milliseconds; ages what is kept. */
  readonly now: () => number;
  /** @default 5000 */
  readonly deadlineMs?: number;
}

const CERTIFICATE_PATH = /^\/v1\/notifications\/certs\/[A-Za-z0-9_-]{1,128}$/;
const KEEP_MS = 3_600_000;
/** An address that brought nothing is not asked again for so long, however often it is named. */
const KEEP_NOTHING_MS = 60_000;
/** PayPal has one or two at a time. */
const MOST_KEPT = 20;
/** A chain of three has 6 kB. */
const MOST_CHARACTERS = 64_000;

interface Kept {
  readonly until: number;
  readonly certificate: Promise<X509Certificate | undefined>;
}

export function webhookCertificates({ baseUrl, now, deadlineMs = 5_000 }: CertificateOptions): WebhookCertificates {
  const origins = originsOf(baseUrl);
  const kept = new Map<string, Kept>();
  return {
    async at(url) {
      if (!isOfPayPal(url, origins)) return undefined;
      const known = kept.get(url);
      if (known && now() < known.until) return known.certificate;
      const certificate = fetchCertificate(url, deadlineMs);
      keep(url, { until: now() + KEEP_NOTHING_MS, certificate });
      if ((await certificate) !== undefined) keep(url, { until: now() + KEEP_MS, certificate });
      return certificate;
    },
  };

  function keep(url: string, entry: Kept): void {
    kept.delete(url);
    kept.set(url, entry);
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
  }
}

/** `api-m` and `api` are one service. A local PayPal is its own origin. */
function originsOf(baseUrl: string): ReadonlySet<string> {
  const { origin, protocol, hostname } = new URL(baseUrl);
  if (protocol !== 'https:') return new Set([origin]);
  const environment = hostname.replace(/^api(?:-m)?\./, '');
  return new Set([`https://api.${environment}`, `https://api-m.${environment}`]);
}

function isOfPayPal(url: string, origins: ReadonlySet<string>): boolean {
  if (!URL.canParse(url)) return false;
  const { origin, username, password, pathname, search, hash, href } = new URL(url);
  // Written as it is read: no address that two parsers could take for two.
  return (
    origins.has(origin) &&
    href === url &&
    [username, password, search, hash].every((part) => part === '') &&
    CERTIFICATE_PATH.test(pathname)
  );
}

async function fetchCertificate(url: string, deadlineMs: number): Promise<X509Certificate | undefined> {
  try {
    // Followed, a redirect would lead wherever it likes.
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(deadlineMs) });
    if (response.status !== 200) return undefined;
    const text = await response.text();
    return text.length > MOST_CHARACTERS ? undefined : new X509Certificate(text);
  } catch {
    return undefined;
  }
}
