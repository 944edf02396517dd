/** What a stretch of the program's life used of each service: counts first, time only where a service is billed by it. */
import type { CloudUsage } from '../local/embedded-cloud.ts';
import type { LocalPayPal } from '../local/paypal/local-paypal.ts';
import type { MeteredRequests } from './request-meter.ts';

export interface UsedServices {
  readonly dynamoDb: readonly MeteredRequests[];
  /** `receives` are long polls, answered or not: how many depends on time. */
  readonly sqs: { readonly sends: number; readonly receives: number; readonly deletes: number };
  readonly stateTransitions: number;
  /** `gbSeconds` from this machine's milliseconds. */
  readonly lambda: { readonly requests: number; readonly gbSeconds: number; readonly coldStarts: number };
  readonly payPal: { readonly logins: number; readonly creates: number; readonly looks: number };
  /** Bytes that functions printed. Lambda's own lines, about 1 KB an invocation, are not among them. */
  readonly logBytes: number;
  readonly secretReads: number;
  readonly httpRequests: number;
  /** Firings of the weekly rule. */
  readonly ruleEvents: number;
}

type PayPalCalls = ReturnType<LocalPayPal['calls']>;

export interface Observed {
  readonly cloud: CloudUsage;
  readonly dynamoDb: readonly MeteredRequests[];
  readonly payPalBefore: PayPalCalls;
  readonly payPalAfter: PayPalCalls;
  readonly logBytes: number;
  readonly ruleEvents: number;
}

export function usedServices(observed: Observed): UsedServices {
  const { cloud, dynamoDb, payPalBefore, payPalAfter, logBytes, ruleEvents } = observed;
  const functions = Object.values(cloud.functions);
  const requests = cloud.services?.requests ?? {};
  const sent = Object.entries(requests).filter(([name]) => name.startsWith('sqs.Send'));
  const sources = Object.values(cloud.eventSources);
  const calls = (operation: keyof PayPalCalls): number => payPalAfter[operation] - payPalBefore[operation];
  return {
    dynamoDb,
    sqs: {
      sends: sum(sent.map(([, count]) => count)),
      receives: sum(sources.map(({ receives }) => receives)),
      deletes: sum(sources.map(({ deletes }) => deletes)),
    },
    stateTransitions: cloud.stepFunctions.stateTransitions,
    lambda: {
      requests: sum(functions.map(({ invocations }) => invocations)),
      gbSeconds: sum(functions.map(({ billedMs, memoryMb }) => (billedMs / 1_000) * (memoryMb / 1_024))),
      coldStarts: sum(functions.map(({ coldStarts }) => coldStarts)),
    },
    payPal: { logins: calls('token'), creates: calls('create'), looks: calls('batch') + calls('item') },
    logBytes,
    secretReads: requests['secretsmanager.GetSecretValue'] ?? 0,
    httpRequests: cloud.httpRequests,
    ruleEvents,
  };
}

export const readUnitsOf = ({ dynamoDb }: UsedServices): number => sum(dynamoDb.map(({ readUnits }) => readUnits));
export const writeUnitsOf = ({ dynamoDb }: UsedServices): number => sum(dynamoDb.map(({ writeUnits }) => writeUnits));

export const requestsOf = ({ dynamoDb }: UsedServices, operation: string): number =>
  sum(dynamoDb.filter((metered) => metered.operation === operation).map((metered) => metered.requests));

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
