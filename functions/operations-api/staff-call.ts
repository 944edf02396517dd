/** The parts of a staff member's call that every change needs. */
import type { Endpoint } from '../../shared/contracts/api/endpoint.ts';
import { routeKeyOf } from '../../shared/contracts/api/endpoint.ts';
import type { Instant } from '../../shared/domain/calendar/time-zone.ts';
import type { OnceCall } from '../../shared/usecases/once.ts';
import type { StaffWord } from '../../shared/usecases/staff/change-partner.ts';
import type { StaffCaller } from '../api/caller.ts';

interface NotedCall {
  readonly caller: StaffCaller;
  readonly now: Instant;
  readonly body: { readonly note: string };
}

export const wordOf = ({ caller, now, body }: NotedCall): StaffWord => ({ by: caller.id, now, note: body.note });

/** The same key with the same endpoint, path and body is the same call. */
export const onceCallOf = (
  endpoint: Pick<Endpoint, 'method' | 'path'>,
  {
    caller,
    idempotencyKey,
    params,
    body,
  }: { caller: StaffCaller; idempotencyKey: string; params?: unknown; body: unknown },
): OnceCall => ({ caller: caller.id, key: idempotencyKey, request: { route: routeKeyOf(endpoint), params, body } });
