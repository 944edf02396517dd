import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { PAGE_PATHS } from '../../infra/portal-files.ts';

/** As CloudFront runs it: a script whose `handler` is called. */
const fetched = (uri: string): string =>
  runInNewContext(`${readFileSync(PAGE_PATHS, 'utf8')}; handler(event).uri`, { event: { request: { uri } } });

it.each([
  { path: '/', file: '/index.html' },
  { path: '/settings', file: '/index.html' },
  { path: '/operations/partners/a.b', file: '/index.html' },
  { path: '/operations/', file: '/index.html' },
  { path: '/.', file: '/index.html' },
  { path: '', file: '/index.html' },
  { path: '/index.html', file: '/index.html' },
  { path: '/icon.svg', file: '/icon.svg' },
  { path: '/robots.txt', file: '/robots.txt' },
])('$path is the file $file', ({ path, file }) => expect(fetched(path)).toBe(file));

it('leaves the rest of a request as it came', () => {
  const event = { request: { uri: '/a/b', querystring: { a: { value: '1' } }, headers: {} } };
  expect(runInNewContext(`${readFileSync(PAGE_PATHS, 'utf8')}; handler(event)`, { event })).toEqual({
    uri: '/index.html',
    querystring: { a: { value: '1' } },
    headers: {},
  });
});
