/** Filing anew waits for calls that read a partner before it changed: their functions must have ended by then. */
import { expect, it } from 'vitest';
import { FUNCTIONS } from '../../infra/functions.ts';
import { INTAKE_ENDS_AFTER_MS } from '../../shared/usecases/intake/refile-partners.ts';

it('a change commits and a call of billing that read before it ends within the minute', () => {
  const change = Math.max(
    ...(['ops-partners', 'ops-partner-terms', 'partner-settings', 'mail-links'] as const).map(
      (name) => FUNCTIONS[name].timeoutSeconds,
    ),
  );
  expect((change + FUNCTIONS['billing-events'].timeoutSeconds) * 1_000).toBeLessThanOrEqual(INTAKE_ENDS_AFTER_MS);
});
