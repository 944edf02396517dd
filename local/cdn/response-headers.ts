/** A CloudFront response headers policy: what is added to an answer, and what takes the place of what was there. */
import { isObject, listAt, objectAt, stringAt } from '../json.ts';
import type { StackResource } from '../template/stack-resources.ts';
import { refuseOthers } from './refuse-others.ts';

export interface AddedHeader {
  readonly name: string;
  readonly value: string;
  /** Whether it takes the place of the origin's own. */
  readonly overrides: boolean;
}
export type HeadersPolicy = readonly AddedHeader[];

const CONFIG = ['Comment', 'Name', 'SecurityHeadersConfig', 'CustomHeadersConfig'];

type Part = Readonly<Record<string, unknown>>;

/** By the name in the template: the header's name, and its value. */
const SECURITY: Readonly<Record<string, readonly [name: string, value: (part: Part) => unknown]>> = {
  ContentSecurityPolicy: ['content-security-policy', (part) => part.ContentSecurityPolicy],
  ContentTypeOptions: ['x-content-type-options', () => 'nosniff'],
  FrameOptions: ['x-frame-options', (part) => part.FrameOption],
  ReferrerPolicy: ['referrer-policy', (part) => part.ReferrerPolicy],
  StrictTransportSecurity: [
    'strict-transport-security',
    (part) =>
      [
        `max-age=${String(part.AccessControlMaxAgeSec)}`,
        ...(part.IncludeSubdomains === true ? ['includeSubDomains'] : []),
        ...(part.Preload === true ? ['preload'] : []),
      ].join('; '),
  ],
};

/** @throws Error naming what of it does not run here. */
export function headersPolicy({ logicalId, properties }: StackResource): HeadersPolicy {
  const config = objectAt(properties.ResponseHeadersPolicyConfig, `${logicalId}.ResponseHeadersPolicyConfig`);
  refuseOthers(config, CONFIG, logicalId);
  const security = isObject(config.SecurityHeadersConfig) ? config.SecurityHeadersConfig : {};
  refuseOthers(security, Object.keys(SECURITY), `${logicalId}.SecurityHeadersConfig`);
  const ours = Object.entries(security).map(([key, value]) => {
    const part = objectAt(value, `${logicalId}.${key}`);
    const [name = '', read] = SECURITY[key] ?? [];
    return { name, value: stringAt(read?.(part), `${logicalId}.${key}`), overrides: part.Override === true };
  });
  const custom = isObject(config.CustomHeadersConfig) ? config.CustomHeadersConfig.Items : [];
  const others = listAt(custom, `${logicalId}.CustomHeadersConfig`).map((value) => {
    const { Header, Value, Override } = objectAt(value, `${logicalId}.CustomHeadersConfig`);
    return {
      name: stringAt(Header, `${logicalId}: a header`).toLowerCase(),
      value: stringAt(Value, `${logicalId}: ${String(Header)}`),
      overrides: Override === true,
    };
  });
  return [...ours, ...others];
}

/** Names and values in turns, as Node has them: several of one name stay several. */
export function withPolicy(rawHeaders: readonly string[], policy: HeadersPolicy = []): string[] {
  const present = new Set(rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase()));
  const added = policy.filter(({ name, overrides }) => overrides || !present.has(name));
  const replaced = new Set(added.map(({ name }) => name));
  const kept: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const [name = '', value = ''] = rawHeaders.slice(index, index + 2);
    if (!replaced.has(name.toLowerCase())) kept.push(name, value);
  }
  return [...kept, ...added.flatMap(({ name, value }) => [name, value])];
}
