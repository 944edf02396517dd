/** A long text on its way out: compressed for whoever takes it so, since Lambda answers 6 MB at most. */
import { gzipSync } from 'node:zlib';

export type Sendable =
  | {
      readonly kind: 'sendable';
      readonly content: string | Uint8Array;
      readonly headers: Readonly<Record<string, string>>;
    }
  /** For whoever takes it as it stands only. */
  | { readonly kind: 'too-large' };

/** Below it nothing is gained that anybody would notice. */
const COMPRESSED_FROM = 500_000;
/** The whole answer is JSON, in which line breaks and quotes of the text count twice: the text is counted so. */
const MOST_BYTES = 5_500_000;

export function sendable(text: string, acceptEncoding: string): Sendable {
  const plain: Sendable = { kind: 'sendable', content: text, headers: {} };
  if (text.length < COMPRESSED_FROM) return plain;
  if (takesGzip(acceptEncoding))
    return { kind: 'sendable', content: gzipSync(text), headers: { 'content-encoding': 'gzip' } };
  return Buffer.byteLength(JSON.stringify(text)) <= MOST_BYTES ? plain : { kind: 'too-large' };
}

/** `gzip;q=0` says that it is not taken. */
const takesGzip = (accepted: string): boolean =>
  accepted.split(',').some((each) => /^\s*(gzip|\*)\s*(;(?!\s*q=0(\.0*)?\s*$).*)?$/i.test(each));
