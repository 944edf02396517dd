/** Calls the API's referral lists as a command does: with a token, patiently, and refused in sentences. */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod';
import { listRowOut, referralListOut } from '../../shared/contracts/api/referral-lists.ts';
import { problemSchema } from '../../shared/contracts/problem.ts';
import type { RowOutcome } from '../../shared/domain/referral-list-row.ts';

export type SeenList = z.output<typeof referralListOut>;
export type SeenRow = z.output<typeof listRowOut>;

/** The API's own words for it. */
export class ApiRefused extends Error {
  override readonly name = 'ApiRefused';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export interface ListClient {
  upload(file: Buffer): Promise<SeenList>;
  get(id: string): Promise<SeenList>;
  commit(id: string): Promise<SeenList>;
  /** The first rows of an outcome, so many at most. */
  firstRows(id: string, outcome: RowOutcome, most: number): Promise<SeenRow[]>;
  result(id: string): Promise<string>;
}

/** Of one call: a connection that breaks, or a service that is busy, is tried again with the same key. */
const TRIES = 4;
const rowsPage = z.object({ items: z.array(listRowOut), next: z.string().optional() });

/** @param base of the lists: `https://…/me/referral-lists`. */
export function listClient(base: string, token: string): ListClient {
  async function call(method: 'GET' | 'POST', path: string, file?: Buffer): Promise<string> {
    const headers = {
      authorization: `Bearer ${token}`,
      ...(method === 'POST' && { 'idempotency-key': randomUUID() }),
      ...(file && { 'content-type': 'text/csv' }),
    };
    for (let attempt = 1; ; attempt += 1) {
      const answer = await fetch(`${base}${path}`, {
        method,
        headers,
        ...(file && { body: new Uint8Array(file) }),
      }).catch((cause) => new Error(`${base} cannot be reached`, { cause }));
      const isPassing = answer instanceof Error || answer.status >= 500;
      if (isPassing && attempt < TRIES) {
        await wait(attempt * 1_000);
        continue;
      }
      if (answer instanceof Error) throw answer;
      const text = await answer.text();
      if (answer.ok) return text;
      throw new ApiRefused(answer.status, sentenceOf(answer.status, text));
    }
  }
  const list = (text: string): SeenList => referralListOut.parse(JSON.parse(text));
  return {
    upload: async (file) => list(await call('POST', '', file)),
    get: async (id) => list(await call('GET', `/${id}`)),
    commit: async (id) => list(await call('POST', `/${id}/commit`)),
    async firstRows(id, outcome, most) {
      const rows: SeenRow[] = [];
      for (let cursor: string | undefined = ''; cursor !== undefined && rows.length < most; ) {
        const query = new URLSearchParams({ outcome, limit: String(most), ...(cursor && { cursor }) });
        const page = rowsPage.parse(JSON.parse(await call('GET', `/${id}/rows?${query}`)));
        rows.push(...page.items);
        cursor = page.next;
      }
      return rows.slice(0, most);
    },
    result: (id) => call('GET', `/${id}/result`),
  };
}

/** A problem's title, detail and fields; of anything else that answers, its status. */
function sentenceOf(status: number, text: string): string {
  const parsed = problemSchema.safeParse(jsonOf(text));
  if (!parsed.success) return status === 401 ? 'the token is not accepted: sign in again' : `answered ${status}`;
  const { title, detail, errors = [] } = parsed.data;
  const fields = errors.map(({ field, problem }) => `  ${field}: ${problem}`);
  return [`${title}${detail === undefined ? '' : `: ${detail}`}`, ...fields].join('\n');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
