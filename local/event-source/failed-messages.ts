/** Reads a function's answer to a batch of messages, as the cloud's event source mapping does. */
import { isObject } from '../json.ts';
import type { InvocationOutcome } from '../lambda/protocol.ts';
import type { EventSourceSettings } from './settings.ts';

/** What the function's answer says of a batch: which messages stay on the queue. */
export function failedMessages(
  settings: Pick<EventSourceSettings, 'reportsItemFailures'>,
  outcome: InvocationOutcome,
  messageIds: readonly string[],
): readonly string[] {
  if (outcome.kind === 'failed') return messageIds;
  if (!settings.reportsItemFailures) return [];
  const answer: unknown = JSON.parse(outcome.payload);
  if (answer === null || answer === undefined) return [];
  if (!isObject(answer)) return messageIds;
  const failures = answer.batchItemFailures;
  if (failures === undefined || failures === null) return [];
  if (!Array.isArray(failures)) return messageIds;
  const identifiers = failures.map((failure: unknown) => (isObject(failure) ? failure.itemIdentifier : undefined));
  // An answer that names no message of this batch cannot be followed: all of it comes again.
  const understood = identifiers.every((id): id is string => typeof id === 'string' && messageIds.includes(id));
  return understood ? identifiers : messageIds;
}
