/** A step of the weekly workflow as a Lambda handler: what comes in and what goes out are held against their contracts. */
import middy from '@middy/core';
import type * as z from 'zod';
import { logger, logsRequest } from './logging.ts';

/** The state machine and the function disagree about a payload: a deployment error, and no retry mends it. */
export class PayloadRefused extends Error {
  override readonly name = 'PayloadRefused';
}

export function workflowStep<Input extends z.ZodType, Output extends z.ZodType>(
  contract: { readonly input: Input; readonly output: Output },
  work: (input: z.output<Input>) => Promise<z.input<Output>>,
) {
  return middy()
    .use(logsRequest())
    .handler(async (event: unknown): Promise<z.output<Output>> => {
      const output = parse(contract.output, await work(parse(contract.input, event, 'input')), 'output');
      logger.info('step done', { output });
      return output;
    });
}

function parse<Schema extends z.ZodType>(schema: Schema, payload: unknown, which: string): z.output<Schema> {
  const parsed = schema.safeParse(payload);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map(({ path, message }) => `${which}.${path.join('.')}: ${message}`);
  throw new PayloadRefused(places.join('; '));
}
