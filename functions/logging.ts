/** The functions' structured log: JSON lines with the request's id. Ids and counts only, nothing personal. */
import { Logger } from '@aws-lambda-powertools/logger';
import type { SettlementDependencies } from '../shared/usecases/settlement/dependencies.ts';

export const logger = new Logger();

/** Metric filters and alarms look for `alarm: true`. */
export const raiseAlarm: SettlementDependencies['alarm'] = (what, about) =>
  logger.error(what, { alarm: true, ...about });
