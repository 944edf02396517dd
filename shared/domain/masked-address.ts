/** An e-mail address as it may be shown to somebody who need not know it: enough to tell two apart, too little to write to. */

/** `mila@payee.example` becomes `m…@payee.example`; what has no at-sign shows nothing of itself. */
export function maskedAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return at < 1 ? '…' : `${address.slice(0, 1)}…${address.slice(at)}`;
}
