/** A step of the weekly workflow as a Lambda handler: the contract is checked before anything else happens. */
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type * as z from 'zod';
import { logger } from './logging.ts';

/** The state machine and the function disagree about a payload: a deployment error, and no retry mends it. */
export class PayloadRefused extends Error {
  override readonly name = 'PayloadRefused';
}

export function workflowStep<Input extends z.ZodType, Output>(
  input: Input,
  work: (input: z.output<Input>) => Promise<Output>,
) {
  return middy()
    .use(injectLambdaContext(logger))
    .handler(async (event: unknown): Promise<Output> => {
      const parsed = input.safeParse(event);
      if (!parsed.success) {
        const places = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'payload'}: ${message}`);
        throw new PayloadRefused(places.join('; '));
      }
      const output = await work(parsed.data);
      logger.info('step done', { output });
      return output;
    });
}
