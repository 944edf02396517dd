/** Makes services tell program time in their `Date` header. */
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';

/**
 * AWS SDK clients compare that header with their own clock. Where a service answers an error more than five minutes
 * apart, they take their clock for wrong and send the request again, which no cloud with one time would see.
 */
export function installResponseDates(): void {
  subscribe('http.client.response.finish', (message) => {
    const { headers } = (message as { readonly response: IncomingMessage }).response;
    if (headers.date !== undefined) headers.date = new Date().toUTCString();
  });
}
