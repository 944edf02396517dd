/** One place where errors become HTTP answers: known refusals as problem details, everything else as a 500 that says nothing. */
import type middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Problem } from '../shared/contracts/problem.ts';
import { BeingCorrected } from '../shared/ports/earnings-ledger.ts';
import { logger } from './logging.ts';

export interface HttpProblemOptions extends ErrorOptions {
  /** Beside those of every answer. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request that is refused, with what the caller should know. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    problem: Omit<Problem, 'type'> & { type?: string },
    { headers = {}, ...options }: HttpProblemOptions = {},
  ) {
    super(problem.title, options);
    this.problem = { type: 'about:blank', ...problem };
    this.headers = headers;
  }
}

/** What is answered to one person is for nobody's cache, a refusal neither: some are kept by default. */
export const FOR_NO_CACHE = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

export const json = (
  status: number,
  body: unknown,
  contentType = 'application/json',
): APIGatewayProxyStructuredResultV2 => ({
  statusCode: status,
  headers: { 'content-type': contentType, ...FOR_NO_CACHE },
  body: JSON.stringify(body),
});

/** For a moment: who asks again is answered. */
const BEING_CORRECTED = new HttpProblem(
  {
    title: 'Just being corrected; try again in a moment',
    status: 503,
    detail: "a client's payments are moving to the partner whom the client named",
  },
  { headers: { 'retry-after': '1' } },
);

const refused = ({ problem, headers }: HttpProblem): APIGatewayProxyStructuredResultV2 => {
  const answer = json(problem.status, problem, 'application/problem+json');
  return { ...answer, headers: { ...answer.headers, ...headers } };
};

export const problemDetails = (): middy.MiddlewareObj<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2> => ({
  onError: ({ error, event }) => {
    if (error instanceof HttpProblem) {
      // Title and detail may repeat what was sent: the status is enough to find a caller in trouble.
      logger.info('refused', { route: event.routeKey, status: error.problem.status });
      return refused(error);
    }
    if (error instanceof BeingCorrected) {
      logger.info('refused', { route: event.routeKey, status: 503 });
      return refused(BEING_CORRECTED);
    }
    logger.error('request failed', { error: error instanceof Error ? error : String(error) });
    return refused(new HttpProblem({ title: 'Something went wrong on our side; try again', status: 500 }));
  },
});
