/** One Lambda function of the program, with a role and a log group of its own. */
import { join } from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  Code,
  Function as Lambda,
  LoggingFormat,
  Runtime,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Stage } from '../config.ts';
import { FUNCTIONS, type FunctionName } from '../functions.ts';
import { grantActions } from './grant-actions.ts';

export interface PayoutFunctionProps {
  readonly stage: Stage;
  /** Folder with a bundled folder for each function. */
  readonly assetRoot: string;
}

export class PayoutFunction extends Construct {
  readonly lambda: Lambda;

  constructor(scope: Construct, name: FunctionName, props: PayoutFunctionProps) {
    super(scope, constructId(name));
    const { stage } = props;
    const { description, memoryMb, timeoutSeconds } = FUNCTIONS[name];
    const logGroup = new LogGroup(this, 'Logs', {
      retention: stage.logRetentionDays,
      removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    // Instead of AWSLambdaBasicExecutionRole, which may write to every log group of the account.
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    grantActions(role, ['logs:CreateLogStream', 'logs:PutLogEvents'], logGroup.logGroupArn);
    this.lambda = new Lambda(this, 'Function', {
      description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(join(props.assetRoot, name)),
      handler: 'index.handler',
      memorySize: memoryMb,
      timeout: Duration.seconds(timeoutSeconds),
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      // No X-Ray: its tracer costs 60 ms of every cold start, and a run's history in Step Functions says more.
      environment: {
        SERVICE_NAME: name,
        // Stack traces in source lines: nothing at start, about 70 ms at the first error.
        NODE_OPTIONS: '--enable-source-maps',
      },
    });
  }
}

/** `open-run` becomes `OpenRun`: part of the logical ids, so it may never change. */
function constructId(name: FunctionName): string {
  return name.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
