/** The partner's settings on the page: read once, and changed only as they were read. */
import { api, told } from '../../api/client.ts';
import type { components, paths } from '../../api/schema.made.ts';
import type { Action } from '../../api/use-action.ts';
import type { Answer } from '../../api/use-answer.ts';
import { useChange } from '../../api/use-change.ts';

export type Settings = components['schemas']['Settings'];
type Change = paths['/me/settings']['patch']['requestBody']['content']['application/json'];

/** For the parts of the page that change something. */
export interface OwnSettings {
  readonly settings: Settings;
  readonly answer: Answer<Settings>;
}

export const ifMatch = ({ answer }: Pick<OwnSettings, 'answer'>) => ({ 'If-Match': answer.told?.etag ?? '' });

export function useSettingsChange(own: OwnSettings, done: () => void): Action<Change> {
  return useChange(
    own.answer,
    (body: Change, etag) => told(api.PATCH('/me/settings', { body, params: { header: { 'If-Match': etag } } })),
    done,
  );
}
