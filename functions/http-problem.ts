/** One place where errors become HTTP answers: known refusals as problem details, everything else as a 500 that says nothing. */
import type middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Problem } from '../shared/contracts/problem.ts';
import { logger } from './logging.ts';

/** A request that is refused, with what the caller should know. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly problem: Problem;

  constructor(problem: Omit<Problem, 'type'> & { type?: string }, options?: ErrorOptions) {
    super(problem.title, options);
    this.problem = { type: 'about:blank', ...problem };
  }
}

export const json = (
  status: number,
  body: unknown,
  contentType = 'application/json',
): APIGatewayProxyStructuredResultV2 => ({
  statusCode: status,
  headers: { 'content-type': contentType },
  body: JSON.stringify(body),
});

export const problemDetails = (): middy.MiddlewareObj<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2> => ({
  onError: (request) => {
    const { error } = request;
    if (error instanceof HttpProblem) return json(error.problem.status, error.problem, 'application/problem+json');
    logger.error('request failed', { error: error instanceof Error ? error : String(error) });
    const problem: Problem = { type: 'about:blank', title: 'Something went wrong on our side; try again', status: 500 };
    return json(500, problem, 'application/problem+json');
  },
});
