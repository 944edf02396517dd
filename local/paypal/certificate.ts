/** A key and a certificate of its own for what the local PayPal signs: Node reads X.509 and cannot write it, and this is all that is needed. */
import { createSign, generateKeyPairSync, type KeyObject, X509Certificate } from 'node:crypto';

export interface SigningKey {
  readonly key: KeyObject;
  /** PEM. */
  readonly certificate: string;
}

const SEQUENCE = 0x30;
const SET = 0x31;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OBJECT_ID = 0x06;
const UTF8_STRING = 0x0c;
const GENERALIZED_TIME = 0x18;
const NULL = Buffer.from([0x05, 0x00]);

/** 1.2.840.113549.1.1.11, sha256WithRSAEncryption. */
const SHA256_WITH_RSA = Buffer.from('2a864886f70d01010b', 'hex');
/** 2.5.4.3, commonName. */
const COMMON_NAME = Buffer.from('550403', 'hex');

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const bytes = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...bytes]), content]);
}

const bits = (content: Buffer): Buffer => der(BIT_STRING, Buffer.from([0]), content);
const time = (ms: number): Buffer =>
  der(GENERALIZED_TIME, Buffer.from(`${new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`));

/** @param days from a day before now on. */
export function signingKey(now: number, days = 3_650): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const algorithm = der(SEQUENCE, der(OBJECT_ID, SHA256_WITH_RSA), NULL);
  const commonName = der(SEQUENCE, der(OBJECT_ID, COMMON_NAME), der(UTF8_STRING, Buffer.from('local PayPal')));
  const name = der(SEQUENCE, der(SET, commonName));
  const validity = der(SEQUENCE, time(now - 86_400_000), time(now + days * 86_400_000));
  const subjectKey = publicKey.export({ type: 'spki', format: 'der' });
  const toBeSigned = der(SEQUENCE, der(INTEGER, Buffer.from([1])), algorithm, name, validity, name, subjectKey);
  const signature = createSign('sha256').update(toBeSigned).sign(privateKey);
  const certificate = new X509Certificate(der(SEQUENCE, toBeSigned, algorithm, bits(signature)));
  return { key: privateKey, certificate: certificate.toString() };
}
