/** Finds a function's code: the synthesized assembly says which directory an S3 key was made from. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isObject, objectAt, stringAt } from '../json.ts';

export interface Assets {
  /** @throws Error naming the function when the key is in no manifest or its source is no directory. */
  directoryOf(s3Key: string, logicalId: string): string;
}

/** Reads `<stack>.assets.json`. @throws Error when it is missing. */
export function readAssets(assemblyDir: string, stackName: string): Assets {
  const manifest = join(assemblyDir, `${stackName}.assets.json`);
  if (!existsSync(manifest)) throw new Error(`${manifest} is missing: synthesize the stack first`);
  const files = objectAt(JSON.parse(readFileSync(manifest, 'utf8')), manifest).files;
  const sources = new Map<string, string>();
  for (const [id, value] of Object.entries(isObject(files) ? files : {})) {
    const file = objectAt(value, `${manifest}: ${id}`);
    const source = objectAt(file.source, `${manifest}: ${id}.source`);
    for (const destination of Object.values(objectAt(file.destinations, `${manifest}: ${id}.destinations`))) {
      const { objectKey } = objectAt(destination, `${manifest}: ${id}.destinations`);
      if (typeof source.path === 'string') sources.set(stringAt(objectKey, `${manifest}: ${id}`), source.path);
    }
  }
  return {
    directoryOf: (s3Key, logicalId) => {
      const source = sources.get(s3Key);
      if (source === undefined) throw new Error(`${logicalId}: its code ${s3Key} is not in ${manifest}`);
      const directory = resolve(assemblyDir, source);
      if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) {
        throw new Error(`${logicalId}: its code ${directory} is not a directory; bundle before synthesizing`);
      }
      return directory;
    },
  };
}
