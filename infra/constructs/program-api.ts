/** The HTTP API that billing sends its events to. The function checks the signature over the raw body itself. */
import { RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Stage } from '../config.ts';
import { acknowledge } from './acknowledge.ts';

export interface BillingApiProps {
  readonly stage: Stage;
  readonly takeEvents: IFunction;
}

/** No address, no agent, no query: only what tells a slow or failing call from a good one. */
const ACCESS_LOG = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    requestTime: '$context.requestTime',
    routeKey: '$context.routeKey',
    status: '$context.status',
    latencyMs: '$context.responseLatency',
    responseBytes: '$context.responseLength',
    integrationStatus: '$context.integrationStatus',
  }),
);

export class BillingApi extends Construct {
  readonly api: HttpApi;
  readonly stage: HttpStage;

  constructor(scope: Construct, id: string, props: BillingApiProps) {
    super(scope, id);
    const accessLog = new LogGroup(this, 'AccessLog', {
      retention: props.stage.logRetentionDays,
      removalPolicy: props.stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.api = new HttpApi(this, 'Api', { description: 'Partner payouts: billing events', createDefaultStage: false });
    this.stage = new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      // 20 calls of 500 events are 10,000 events a second: more than a table that has just begun takes. Above it
      // billing is told 429 and sends again; without it a loop in billing could take every free Lambda.
      throttle: { rateLimit: 20, burstLimit: 40 },
      accessLogSettings: { destination: new LogGroupLogDestination(accessLog), format: ACCESS_LOG },
    });
    const routes = this.api.addRoutes({
      path: '/billing/events',
      methods: [HttpMethod.POST],
      integration: new HttpLambdaIntegration('TakeEvents', props.takeEvents),
    });
    for (const route of routes) {
      acknowledge(
        route,
        'AwsSolutions-APIG4',
        'Authorized in the function: HMAC-SHA256 over timestamp and raw body. An HTTP API authorizer never sees the body.',
      );
    }
  }
}
