/** Copies the portal's built files into its bucket at each deployment, with how long browsers may keep them. */
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { type IRole, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';
import type { Stage } from '../config.ts';
import { acknowledge } from './acknowledge.ts';
import { grantActions } from './grant-actions.ts';

export interface PortalDeploymentProps {
  readonly stage: Stage;
  readonly bucket: Bucket;
  /** Folder with the built files. */
  readonly portalRoot: string;
}

/** Their names say what is in them. */
const FOR_A_YEAR = [CacheControl.setPublic(), CacheControl.maxAge(Duration.days(365)), CacheControl.immutable()];
/** Asked for anew each time, and answered in a word when nothing changed. */
const ASK_AGAIN = [CacheControl.noCache()];
const ASSETS = 'assets/*';
/** The library makes one function for all deployments of a stack. */
const COPIER = 'Custom::CDKBucketDeployment';

export class PortalDeployment extends Construct {
  constructor(scope: Construct, id: string, { stage, bucket, portalRoot }: PortalDeploymentProps) {
    super(scope, id);
    const files = new Asset(this, 'Files', { path: portalRoot });
    const logGroup = new LogGroup(this, 'Logs', {
      retention: stage.logRetentionDays,
      removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    grantActions(role, ['logs:CreateLogStream', 'logs:PutLogEvents'], logGroup.logGroupArn);
    const source = Stack.of(this).formatArn({
      service: 's3',
      region: '',
      account: '',
      resource: files.s3BucketName,
      resourceName: files.s3ObjectKey,
    });
    grantActions(role, ['s3:GetObject'], source);
    // Not s3:GetBucketTagging, by which it would ask at the end whether others fill the bucket: nobody does.
    grantActions(role, ['s3:ListBucket'], bucket.bucketArn);
    grantActions(role, ['s3:PutObject', 's3:DeleteObject'], bucket.arnForObjects('*'));
    acknowledge(
      role.node.findChild('DefaultPolicy'),
      `AwsSolutions-IAM5[Resource::<${Stack.of(this).getLogicalId(bucket.node.defaultChild as CfnBucket)}.Arn>/*]`,
      "All objects of the portal's own bucket: their names are known to the build alone.",
    );
    const copied = (name: string, which: { exclude: string[]; include?: string[] }, cacheControl: CacheControl[]) => {
      const deployment = new BucketDeployment(this, name, {
        sources: [Source.bucket(files.bucket, files.s3ObjectKey)],
        destinationBucket: bucket,
        ...which,
        cacheControl,
        // What an open tab may still ask for stays.
        prune: false,
        // A bucket with files in it cannot be removed with its stack.
        retainOnDelete: stage.keepsData,
        // The construct would grant far more than is asked for.
        role: withoutMore(role),
        logGroup,
        outputObjectKeys: false,
      });
      deployment.node.addDependency(role);
      return deployment;
    };
    const assets = copied('Assets', { exclude: ['*'], include: [ASSETS] }, FOR_A_YEAR);
    const pages = copied('Pages', { exclude: [ASSETS] }, ASK_AGAIN);
    // A page must not name files that are not there yet.
    pages.node.addDependency(assets);
    // Each deployment brings the command line that the one function has already.
    pages.node.tryRemoveChild('AwsCliLayer');
    for (const copier of Stack.of(this).node.children.filter((child) => child.node.id.startsWith(COPIER))) {
      acknowledge(
        copier,
        'AwsSolutions-L1',
        "The library's own function, in the Python that the library tested it with. It runs at deployments only.",
      );
    }
  }
}

const withoutMore = (role: Role): IRole => role.withoutPolicyUpdates();
