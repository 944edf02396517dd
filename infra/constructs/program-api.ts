/** The program's HTTP API: billing's events, the Partner Center, operations. Routes follow from the contracts' list of endpoints. */
import { RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  type CfnStage,
  type HttpApi,
  HttpMethod,
  HttpStage,
  type IHttpRouteAuthorizer,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpUserPoolAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { takeBillingEvents } from '../../shared/contracts/api/billing.ts';
import { type Endpoint, routeKeyOf } from '../../shared/contracts/api/endpoint.ts';
import { ENDPOINTS } from '../../shared/contracts/api/endpoints.ts';
import { takePayPalWebhook } from '../../shared/contracts/api/paypal-webhook.ts';
import type { Stage } from '../config.ts';
import type { FunctionName } from '../functions.ts';
import { acknowledge } from './acknowledge.ts';
import type { PartnerPool } from './partner-pool.ts';
import type { PayoutFunctions } from './payout-functions.ts';

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

const BILLING_ROUTE = routeKeyOf(takeBillingEvents);
const PAYPAL_ROUTE = routeKeyOf(takePayPalWebhook);

interface Throttle {
  readonly ThrottlingRateLimit: number;
  readonly ThrottlingBurstLimit: number;
}

/** A Partner Center page makes up to six calls: so many hundred partners at once are served, and a loop in a script is not. */
const EVERYBODY: Throttle = { ThrottlingRateLimit: 200, ThrottlingBurstLimit: 400 };
/**
 * 20 calls of 500 events are 10,000 events a second: more than a table that has just begun takes. Above it billing is told
 * 429 and sends again; without it a loop in billing could take every free Lambda.
 */
const BILLING: Throttle = { ThrottlingRateLimit: 20, ThrottlingBurstLimit: 40 };
/** PayPal sends again what was told 429, for three days: a batch of a thousand items is told of within a minute. */
const PAYPAL: Throttle = { ThrottlingRateLimit: 20, ThrottlingBurstLimit: 40 };
/** The document is the same for everybody and half a megabyte of work for a Lambda: nobody needs it often. */
const DOCUMENT: Throttle = { ThrottlingRateLimit: 20, ThrottlingBurstLimit: 40 };

/** One permission a function instead of one a route: a stack has room for 500 resources, and this API for a hundred routes. */
const FROM_ANY_ROUTE = { scopePermissionToRoute: false } as const;

export interface ProgramApiProps {
  readonly stage: Stage;
  /** Made before the functions, which are told its address. */
  readonly api: HttpApi;
  readonly functions: PayoutFunctions;
  readonly pool: PartnerPool;
}

export class ProgramApi extends Construct {
  readonly stage: HttpStage;

  constructor(scope: Construct, id: string, { stage, api, functions, pool }: ProgramApiProps) {
    super(scope, id);
    const accessLog = new LogGroup(this, 'AccessLog', {
      retention: stage.logRetentionDays,
      removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.stage = new HttpStage(this, 'Stage', {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
      accessLogSettings: { destination: new LogGroupLogDestination(accessLog), format: ACCESS_LOG },
    });
    const authorizer = new HttpUserPoolAuthorizer('SignedIn', pool.pool, { userPoolClients: [pool.client] });
    const throttles: Record<string, Throttle> = { [BILLING_ROUTE]: BILLING, [PAYPAL_ROUTE]: PAYPAL };
    const takeEvents = new HttpLambdaIntegration('TakeEvents', functions.named('billing-events'));
    this.#signedRoute(api, takeBillingEvents, takeEvents, 'HMAC-SHA256 over timestamp and raw body');
    const takeWebhook = new HttpLambdaIntegration('TakeWebhook', functions.named('paypal-webhook'));
    this.#signedRoute(api, takePayPalWebhook, takeWebhook, "PayPal's RSA signature over time and raw body");
    for (const [name, endpoints] of Object.entries(ENDPOINTS as Record<string, readonly Endpoint[]>)) {
      const integration = new HttpLambdaIntegration(name, functions.named(name as FunctionName), FROM_ANY_ROUTE);
      for (const endpoint of endpoints) {
        const isPublic = endpoint.access === 'public';
        // Links of mails are as free as everything else: a stranger who floods them must not keep a partner from the one
        // that freezes payouts, and a link that we did not sign costs one hash and no read.
        if (name === 'api-document') throttles[routeKeyOf(endpoint)] = DOCUMENT;
        this.#route(api, endpoint, integration, isPublic ? undefined : authorizer);
      }
    }
    const cfnStage = this.stage.node.defaultChild as CfnStage;
    cfnStage.addPropertyOverride('DefaultRouteSettings', EVERYBODY);
    cfnStage.addPropertyOverride('RouteSettings', throttles);
    // A route's settings are refused as long as there is no such route.
    for (const route of api.node.findAll().filter(({ node }) => node.id.startsWith('ANY') || / \//.test(node.id)))
      this.stage.node.addDependency(route);
  }

  #route(
    api: HttpApi,
    { method, path, summary }: Endpoint,
    integration: HttpLambdaIntegration,
    authorizer: IHttpRouteAuthorizer | undefined,
  ): void {
    const routes = api.addRoutes({
      path,
      methods: [HttpMethod[method]],
      integration,
      ...(authorizer && { authorizer }),
    });
    if (authorizer) return;
    for (const route of routes)
      acknowledge(route, 'AwsSolutions-APIG4', `For everybody, without a sign-in: ${summary}`);
  }

  /** Whoever signs has no token: the functions check the signature, which is about the raw body, that no authorizer sees. */
  #signedRoute(api: HttpApi, { method, path }: Endpoint, integration: HttpLambdaIntegration, how: string): void {
    const routes = api.addRoutes({ path, methods: [HttpMethod[method]], integration });
    for (const route of routes) {
      acknowledge(
        route,
        'AwsSolutions-APIG4',
        `Authorized in the function: ${how}. An HTTP API authorizer never sees the body.`,
      );
    }
  }
}
