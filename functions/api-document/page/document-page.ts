/** The document as one page to read: contents, how to call, and every endpoint. No script runs in it, and nothing is fetched. */
import { createHash } from 'node:crypto';
import { type ApiDocument, operationsOf, resolve } from '../document-shape.ts';
import { Html, html, prose } from './html.ts';
import { operationArticle, routeLine } from './operation-article.ts';
import { PAGE_STYLE } from './page-style.ts';
import { schemaTable } from './schema-table.ts';

const STYLE_HASH = createHash('sha256').update(PAGE_STYLE).digest('base64');

/** The one style sheet by its hash; nothing else is allowed to load, run, be sent or frame it. */
export const PAGE_POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

export function documentPage(document: ApiDocument): string {
  const { title, version, description } = document.info;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}: the API</title>
<style>${unescaped(PAGE_STYLE)}</style>
</head>
<body>
<nav aria-label="Contents"><details><summary>Contents</summary>${contents(document)}</details></nav>
<main>
<h1>${title}</h1>
<p><small>Version ${version} · <a href="openapi.json">OpenAPI ${document.openapi}</a></small></p>
${prose(description)}
<h2 id="sign-in">Signing in</h2>
${signingIn(document)}
<h2 id="problems">Problems</h2>
<p>The body of a refusal, <code>application/problem+json</code>.</p>
${schemaTable(resolve(document, { $ref: '#/components/schemas/Problem' }), document, false)}
${document.tags.map(
  (tag) => html`<h2 id="${anchorOf(tag.name)}">${tag.name}</h2>
${prose(tag.description)}
${operationsIn(document, tag.name).map((each) => operationArticle(each, document))}`,
)}
</main>
</body>
</html>
`;
  return page.text;
}

const operationsIn = (document: ApiDocument, tag: string) =>
  operationsOf(document).filter(({ operation }) => operation.tags.includes(tag));

const anchorOf = (name: string): string => name.toLowerCase().replaceAll(' ', '-');

const contents = (document: ApiDocument): Html => html`
<ul><li><a href="#sign-in">Signing in</a></li><li><a href="#problems">Problems</a></li></ul>
${document.tags.map(
  ({ name }) => html`<h2><a href="#${anchorOf(name)}">${name}</a></h2>
<ul>${operationsIn(document, name).map(
    ({ method, path, operation }) => html`<li><a href="#${operation.operationId}">${routeLine(method, path)}</a></li>`,
  )}</ul>`,
)}`;

const signingIn = ({ components }: ApiDocument): readonly Html[] =>
  Object.entries(components.securitySchemes).map(
    ([name, { description = '' }]) => html`<h4><code>${name}</code></h4>${prose(description)}`,
  );

/** Ours, and without any sign that HTML would read. */
function unescaped(style: string): Html {
  if (/[<&]/.test(style)) throw new Error('the style sheet would end early');
  return new Html(style);
}
