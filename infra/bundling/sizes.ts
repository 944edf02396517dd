/** How big bundles are, with the AWS SDK and without it, and how big those of the API may be. A kB is 1,000 bytes. */
import type { Metafile } from 'esbuild';

export interface BundleSize {
  /** The code alone, without its source map. */
  readonly bytes: number;
  /** Of these, what the AWS SDK does not bring; the bundler's own few lines count here. */
  readonly bytesWithoutSdk: number;
}

/** A cold start reads and compiles all of it while somebody waits: so an API function may have this much. */
export const API_LIMITS: BundleSize = { bytes: 500_000, bytesWithoutSdk: 150_000 };

/** mnemonist and obliterator come with @aws-sdk/endpoint-cache and with nothing else. */
const SDK = /node_modules\/(?:@aws-sdk|@smithy|@aws-crypto|mnemonist|obliterator)\/(?!.*node_modules\/)/;

export function sizeOf({ bytes, inputs }: Metafile['outputs'][string]): BundleSize {
  const fromSdk = Object.entries(inputs)
    .filter(([path]) => SDK.test(path))
    .reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0);
  return { bytes, bytesWithoutSdk: bytes - fromSdk };
}

/** `149.1 kB`, rounded up: what is over a limit never looks as if it were not. */
export const kilobytes = (bytes: number): string => `${(Math.ceil(bytes / 100) / 10).toFixed(1)} kB`;

/** One sentence for each bundle of `limited` or later part of it that is too big, and for each bundle that is not there. */
export function overLimits(
  bundles: readonly (BundleSize & { readonly name: string })[],
  limited: readonly string[],
  limits: BundleSize = API_LIMITS,
): string[] {
  return limited.flatMap((name) => {
    const own = bundles.filter((each) => each.name === name || each.name.startsWith(`${name}/`));
    return own.some((each) => each.name === name)
      ? own.flatMap((each) => problemsOf(each, limits))
      : [`${name}: not bundled`];
  });
}

function problemsOf(
  { name, bytes, bytesWithoutSdk }: BundleSize & { readonly name: string },
  limits: BundleSize,
): string[] {
  return [
    ...(bytes > limits.bytes ? [`${name}: ${kilobytes(bytes)}, at most ${kilobytes(limits.bytes)}`] : []),
    ...(bytesWithoutSdk > limits.bytesWithoutSdk
      ? [`${name}: ${kilobytes(bytesWithoutSdk)} without the AWS SDK, at most ${kilobytes(limits.bytesWithoutSdk)}`]
      : []),
  ];
}
