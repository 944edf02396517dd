import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleFunctions } from '../../../infra/bundle.ts';
import { API_FUNCTIONS } from '../../../infra/bundling/api-functions.ts';
import { API_LIMITS, overLimits, sizeOf } from '../../../infra/bundling/sizes.ts';

describe('sizes', () => {
  const output = (bytes: number, inputs: Record<string, number>) => ({
    bytes,
    inputs: Object.fromEntries(Object.entries(inputs).map(([path, bytesInOutput]) => [path, { bytesInOutput }])),
    imports: [],
    exports: [],
  });

  it('count as the SDK what it brings, and nothing else', () => {
    const inputs = {
      'node_modules/@aws-sdk/core/a.js': 100,
      'node_modules/@smithy/core/a.js': 200,
      'node_modules/mnemonist/lru-cache.js': 50,
      'node_modules/zod/v4/core/schemas.js': 300,
      'node_modules/@aws-lambda-powertools/logger/lib/Logger.js': 60,
      'node_modules/@aws-sdk/core/node_modules/zod/index.js': 5,
      'node_modules/zod/node_modules/@smithy/core/index.js': 6,
      'functions/api/@smithy.ts': 7,
    };
    expect(sizeOf(output(800, inputs))).toEqual({ bytes: 800, bytesWithoutSdk: 800 - 356 });
  });

  const bundle = (bytes: number, bytesWithoutSdk: number) => [{ name: 'my-settings', bytes, bytesWithoutSdk }];

  it.each([
    { why: 'at both limits', sizes: [500_000, 150_000], said: [] },
    { why: 'one byte over in all', sizes: [500_001, 150_000], said: ['my-settings: 500.1 kB, at most 500.0 kB'] },
    {
      why: 'one byte over without the SDK',
      sizes: [500_000, 150_001],
      said: ['my-settings: 150.1 kB without the AWS SDK, at most 150.0 kB'],
    },
  ] as const)('$why', ({ sizes: [bytes, without], said }) => {
    expect(overLimits(bundle(bytes, without), ['my-settings'])).toEqual(said);
  });

  it('limit later parts, each for itself', () => {
    const part = { name: 'my-settings/print', bytes: 150_001, bytesWithoutSdk: 150_001 };
    const other = { ...part, name: 'my-settings-too/print' };
    expect(overLimits([...bundle(400_000, 140_000), part, other], ['my-settings'])).toEqual([
      'my-settings/print: 150.1 kB without the AWS SDK, at most 150.0 kB',
    ]);
    expect(overLimits([part], ['my-settings'])).toEqual(['my-settings: not bundled']);
  });

  it('limit only what is named, and miss what is not there', () => {
    expect(overLimits(bundle(900_000, 900_000), [])).toEqual([]);
    expect(overLimits([], ['my-settings'])).toEqual(['my-settings: not bundled']);
  });

  it('are limited as the API promises, in kB of 1,000 bytes', () => {
    expect(API_LIMITS).toEqual({ bytes: 500_000, bytesWithoutSdk: 150_000 });
  });
});

describe('the API', () => {
  let outdir: string;
  beforeAll(async () => {
    outdir = await mkdtemp(join(tmpdir(), 'bundle-sizes-'));
  });
  afterAll(() => rm(outdir, { recursive: true, force: true }));

  it('is served by functions within the limits', async () => {
    expect(API_FUNCTIONS).toContain('billing-events');
    expect(overLimits(await bundleFunctions({ outdir }), API_FUNCTIONS)).toEqual([]);
  });
});
