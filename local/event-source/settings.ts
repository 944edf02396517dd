/** Reads an SQS event source mapping from the template. */
import { isObject, listAt, numberAt, stringAt } from '../json.ts';
import type { StackResource } from '../template/stack-resources.ts';

export interface EventSourceSettings {
  readonly logicalId: string;
  readonly queueName: string;
  readonly queueArn: string;
  readonly functionReference: string;
  readonly batchSize: number;
  readonly reportsItemFailures: boolean;
  /** Invocations at the same time. */
  readonly maxConcurrency: number;
  readonly visibilityTimeoutMs: number;
}

/** Without a limit of its own, a mapping uses as many workers as the function may have here. */
const UNLIMITED_CONCURRENCY = 1_000;

/** @throws Error naming the mapping when it uses what the embedded cloud does not do. */
export function eventSourceSettings(resource: StackResource, queues: readonly StackResource[]): EventSourceSettings {
  const { logicalId, properties } = resource;
  const queueArn = stringAt(properties.EventSourceArn, `${logicalId}.EventSourceArn`);
  const queue = queues.find(({ arn }) => arn === queueArn);
  if (!queue) throw new Error(`${logicalId} reads ${queueArn}: only queues of this stack are event sources here`);
  for (const unknown of ['FilterCriteria', 'DestinationConfig']) {
    if (properties[unknown] !== undefined) throw new Error(`${logicalId}.${unknown} is not run by the embedded cloud`);
  }
  const scaling = isObject(properties.ScalingConfig) ? properties.ScalingConfig.MaximumConcurrency : undefined;
  return {
    logicalId,
    queueName: queue.name,
    queueArn,
    functionReference: stringAt(properties.FunctionName, `${logicalId}.FunctionName`),
    batchSize: numberAt(properties.BatchSize ?? 10, `${logicalId}.BatchSize`),
    reportsItemFailures: listAt(properties.FunctionResponseTypes, logicalId).includes('ReportBatchItemFailures'),
    maxConcurrency: numberAt(scaling ?? UNLIMITED_CONCURRENCY, `${logicalId}.ScalingConfig`),
    visibilityTimeoutMs:
      numberAt(queue.properties.VisibilityTimeout ?? 30, `${queue.logicalId}.VisibilityTimeout`) * 1000,
  };
}
