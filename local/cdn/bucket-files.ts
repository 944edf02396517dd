/** The files that the stack's bucket deployments would copy, read from where they were built. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { isObject, listAt, stringAt } from '../json.ts';
import type { Assets } from '../template/assets.ts';
import type { StackResource, StackResources } from '../template/stack-resources.ts';
import { refuseOthers } from './refuse-others.ts';
import { wildcard } from './wildcard.ts';

export interface BucketFile {
  readonly contents: Buffer;
  readonly contentType: string;
  readonly etag: string;
  readonly cacheControl: string | undefined;
}

interface Copied {
  readonly directory: string;
  readonly exclude: readonly string[];
  readonly include: readonly string[];
  readonly cacheControl: string | undefined;
}

export type FindFile = (key: string) => Promise<BucketFile | undefined>;

/** As the deployment guesses them from a file's ending. */
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

const PROPERTIES = [
  'DestinationBucketName',
  'Exclude',
  'Include',
  'OutputObjectKeys',
  'Prune',
  'RetainOnDelete',
  'ServiceToken',
  'SourceBucketNames',
  'SourceObjectKeys',
  'SystemMetadata',
  'WaitForDistributionInvalidation',
];

/** By the bucket's name. @throws Error naming a deployment that does something else than copy a folder. */
export function bucketFiles(stack: StackResources, assets: Assets): (bucket: string) => FindFile {
  const copies = stack.ofType('Custom::CDKBucketDeployment').map((resource) => copied(resource, assets));
  return (bucket) => {
    const own = copies.filter(([name]) => name === bucket).map(([, copy]) => copy);
    return (key) => find(key, own);
  };
}

function copied({ logicalId, properties }: StackResource, assets: Assets): [bucket: string, copied: Copied] {
  refuseOthers(properties, PROPERTIES, logicalId);
  const [key, ...more] = listAt(properties.SourceObjectKeys, `${logicalId}.SourceObjectKeys`);
  if (more.length > 0) throw new Error(`${logicalId} has several sources: one runs here`);
  const metadata = isObject(properties.SystemMetadata) ? properties.SystemMetadata : {};
  refuseOthers(metadata, ['cache-control'], `${logicalId}.SystemMetadata`);
  const { 'cache-control': cacheControl } = metadata;
  return [
    stringAt(properties.DestinationBucketName, `${logicalId}.DestinationBucketName`),
    {
      directory: assets.directoryOf(stringAt(key, `${logicalId}.SourceObjectKeys`), logicalId),
      exclude: listAt(properties.Exclude, `${logicalId}.Exclude`).map(String),
      include: listAt(properties.Include, `${logicalId}.Include`).map(String),
      cacheControl: cacheControl === undefined ? undefined : String(cacheControl),
    },
  ];
}

/** The last deployment that copies it counts. */
async function find(key: string, copies: readonly Copied[]): Promise<BucketFile | undefined> {
  if (key === '' || normalize(key) !== key || key.startsWith('..') || key.includes('\0')) return undefined;
  for (const { directory, cacheControl, ...filters } of copies.toReversed()) {
    if (!isCopied(key, filters)) continue;
    const contents = await readFile(join(directory, key)).catch(() => undefined);
    if (!contents) continue;
    const contentType = TYPES[extname(key)] ?? 'binary/octet-stream';
    const etag = `"${createHash('md5').update(contents).digest('hex')}"`;
    return { contents, contentType, etag, cacheControl };
  }
  return undefined;
}

/** What is excluded may be included again. */
function isCopied(key: string, { exclude, include }: Pick<Copied, 'exclude' | 'include'>): boolean {
  const among = (patterns: readonly string[]) => patterns.some((pattern) => wildcard(pattern).test(key));
  return !among(exclude) || among(include);
}
