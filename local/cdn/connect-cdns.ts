/** Brings distributions together with the files, the API and the user pool of their stack. */
import type { Assets } from '../template/assets.ts';
import { bucketDomainOf, REGION, type StackResources } from '../template/stack-resources.ts';
import { bucketFiles } from './bucket-files.ts';
import type { Cdn } from './cdn.ts';
import { type DistributionSettings, distributionSettings } from './distribution.ts';

export interface CdnSurroundings {
  readonly assets: Assets;
  /** The user pool's address on this machine. */
  readonly userPool: string;
  readonly onProblem: (problem: string) => void;
}

/** @throws Error naming what a distribution asks for and does not run here. */
export function connectCdns(
  stack: StackResources,
  cdns: ReadonlyMap<string, Cdn>,
  { assets, userPool, onProblem }: CdnSurroundings,
): void {
  const filesOf = bucketFiles(stack, assets);
  const byDomain = new Map(stack.ofType('AWS::S3::Bucket').map(({ name }) => [bucketDomainOf(name), filesOf(name)]));
  for (const distribution of stack.ofType('AWS::CloudFront::Distribution')) {
    const settings = distributionSettings(distribution, stack);
    refuseOtherOrigins(settings, stack, byDomain);
    cdns.get(distribution.logicalId)?.connect({
      settings,
      files: (domainName) => byDomain.get(domainName) ?? (async () => undefined),
      userPool: { inCloud: `https://cognito-idp.${REGION}.amazonaws.com`, here: userPool },
      onProblem,
    });
  }
}

/** Everything that is fetched is of this stack: nothing leaves this machine. */
function refuseOtherOrigins(
  { logicalId, behaviours }: DistributionSettings,
  stack: StackResources,
  buckets: ReadonlyMap<string, unknown>,
): void {
  const apis = stack
    .ofType('AWS::ApiGatewayV2::Api')
    .map(({ logicalId: id }) =>
      String(stack.resolver.resolve({ 'Fn::GetAtt': [id, 'ApiEndpoint'] }, id)).replace('http://', ''),
    );
  for (const { kind, domainName } of behaviours.map(({ origin }) => origin)) {
    const known = kind === 'api' ? apis.includes(domainName) : buckets.has(domainName);
    if (!known) throw new Error(`${logicalId} fetches from ${domainName}, which is no API and no bucket of this stack`);
  }
}
