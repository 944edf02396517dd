/** How a step of the workflow is tried again. Every step may be: the ledger's conditions make a second try harmless. */
import { Duration } from 'aws-cdk-lib';
import { Errors, JitterType, type RetryProps } from 'aws-cdk-lib/aws-stepfunctions';

const SERVICE_TROUBLE = [
  'Lambda.ClientExecutionTimeoutException',
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.TooManyRequestsException',
];
/** A function that died or ran out of time. Documented as Lambda.Unknown; today's runtimes say which. */
const FUNCTION_DIED = [
  'Lambda.Unknown',
  'Sandbox.Timedout',
  'Runtime.ExitError',
  'Runtime.OutOfMemory',
  Errors.TIMEOUT,
];
/** The ledger's own: throttled or in conflict until its retries ran out, nothing written. */
const LEDGER_BUSY = ['TableBusy'];

// Trouble that passes by itself: waits of at most 2, 4, 8, 16, 32, 64, 128 and 256 s before tries 2 to 9, together
// 510 s; with full jitter half of that on average, about four minutes. Long enough for a throttled table to grow its
// partitions (minutes) and for groups that started together to drift apart.
const PASSING_TROUBLE: RetryProps = {
  errors: [...SERVICE_TROUBLE, ...FUNCTION_DIED, ...LEDGER_BUSY],
  interval: Duration.seconds(2),
  backoffRate: 2,
  maxAttempts: 8,
  jitterStrategy: JitterType.FULL,
};

// Any other error is a network failure with a name of its own or a defect. At most 5 + 10 s more: enough for the
// first, and the second is in front of a person within a minute. Step Functions counts each retrier by itself.
const UNNAMED_TROUBLE: RetryProps = {
  errors: [Errors.TASKS_FAILED],
  interval: Duration.seconds(5),
  backoffRate: 2,
  maxAttempts: 2,
  jitterStrategy: JitterType.FULL,
};

/** In this order: the first retrier that names an error is the one that counts. */
export const STEP_RETRIES: readonly RetryProps[] = [PASSING_TROUBLE, UNNAMED_TROUBLE];
