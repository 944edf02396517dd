import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { operationsOf } from '../../../functions/api-document/document-shape.ts';
import { openApiDocument } from '../../../functions/api-document/open-api-document.ts';
import { documentPage, PAGE_POLICY } from '../../../functions/api-document/page/document-page.ts';
import { endpoint } from '../../../shared/contracts/api/endpoint.ts';
import { ALL_ENDPOINTS } from '../../../shared/contracts/api/endpoints.ts';
import { dustShelf, SAMPLE_ENDPOINTS } from '../api/sample-endpoints.ts';

const textOf = (html: string): string =>
  html
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

describe.each([
  ['the API', ALL_ENDPOINTS],
  ['the samples', SAMPLE_ENDPOINTS],
])('the page of %s', (_, endpoints) => {
  const document = openApiDocument(endpoints);
  const page = documentPage(document);

  it('loads, runs and sends nothing: one style sheet, which the policy knows by its hash', () => {
    expect(page).not.toMatch(/<(script|img|link|iframe|form|object|base)\b/i);
    expect(page).not.toMatch(/\s(src|style|on\w+)=|url\(|@import|https?:\/\//i);
    const styles = [...page.matchAll(/<style>(.*?)<\/style>/gs)].map(([, style = '']) => style);
    expect(styles).toHaveLength(1);
    const hash = createHash('sha256').update(String(styles[0])).digest('base64');
    expect(PAGE_POLICY).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
  });

  it('has a place for everything that the contents lead to, and each place once', () => {
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const targets = [...page.matchAll(/href="#([^"]+)"/g)].map(([, target]) => target);
    expect(targets.filter((target) => !ids.includes(target))).toEqual([]);
    for (const { operation } of operationsOf(document)) expect(targets).toContain(operation.operationId);
  });

  it('opens and closes its elements in pairs', () => {
    const open: string[] = [];
    for (const [, close, name = ''] of page.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*>/g)) {
      if (name === 'meta') continue;
      if (close) expect(open.pop()).toBe(name);
      else open.push(name);
    }
    expect(open).toEqual([]);
  });
});

describe('the page', () => {
  const page = documentPage(openApiDocument(SAMPLE_ENDPOINTS));
  const article = (id: string) => textOf(page.split(`<article id="${id}">`)[1]?.split('</article>')[0] ?? '');

  it('says who may call', () => {
    expect(article('readShelf')).toContain('Access token of the group partners');
    expect(article('payShelf')).toContain('Access token of the group finance');
    expect(article('dustShelf')).toContain('Access token of the group operations or finance');
    expect(article('printShelf')).toContain('Anybody, without a token');
  });

  it('shows parameters and fields with their types and bounds', () => {
    expect(article('readShelf')).toContain('limit optional query integer 1 to 100 How many at most. Left out: 50');
    expect(article('readShelf')).toContain('kind optional query &quot;book&quot; · &quot;box&quot;');
    expect(article('changeShelf')).toContain('name string 1 to 200 characters');
    expect(article('changeShelf')).toContain('boards list of object at most 30');
    expect(article('changeShelf')).toContain('boards[]. cents integer at least 1');
    expect(article('changeShelf')).toContain('place optional object');
  });

  it('escapes what is put into it, and writes backticks as code', () => {
    const summary = 'Dusts <script>alert("&")</script>';
    const odd = endpoint({ ...dustShelf, summary, description: 'With `<b>` and **care**.\n\nTwice.' });
    const strange = documentPage(openApiDocument([odd]));
    expect(strange).toContain('Dusts &lt;script&gt;alert(&quot;&amp;&quot;)&lt;/script&gt;');
    expect(strange).toContain('<p>With <code>&lt;b&gt;</code> and <strong>care</strong>.</p><p>Twice.</p>');
    expect(strange).not.toContain('<script>');
  });
});
