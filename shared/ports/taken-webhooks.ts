/** Which webhooks were taken, for as long as PayPal may send them again. */
import type { Instant } from '../domain/calendar/time-zone.ts';

export interface TakenWebhooks {
  isTaken(event: string): Promise<boolean>;
  /** @param until when it may be forgotten. Said again it changes nothing. */
  take(event: string, until: Instant): Promise<void>;
}
