/** One endpoint on the page: who may call it, what it takes, what it answers and how it refuses. */
import { type ApiDocument, type Content, type ListedOperation, type Operation, resolve } from '../document-shape.ts';
import { type Html, html, inline, prose } from './html.ts';
import { schemaTable } from './schema-table.ts';
import { typeText } from './type-text.ts';

export const routeLine = (method: string, path: string): Html =>
  html`<code class="route"><b class="${method.toLowerCase()}">${method}</b> ${path}</code>`;

export function operationArticle({ method, path, operation }: ListedOperation, document: ApiDocument): Html {
  const { operationId, summary, description } = operation;
  return html`
<article id="${operationId}">
<h3><a href="#${operationId}">${summary}</a></h3>
<p>${routeLine(method, path)}</p>
<p class="who">${whoMayCall(operation)}</p>
${description !== undefined && prose(description)}
${parameterTable(operation, document)}
${operation.requestBody && contentSection('Body', operation.requestBody, document, true)}
${answers(operation, document)}
${refusals(operation, document)}
</article>`;
}

function whoMayCall({ security }: Operation): Html {
  const [first] = security;
  if (first === undefined) return html`Anybody, without a token`;
  const { accessToken } = first;
  if (accessToken === undefined) return html`Whoever signs with ${codes(Object.keys(first), ' and ')}`;
  const groups = security.flatMap((each) => each.accessToken ?? []);
  return html`Access token of the group ${codes(groups, ' or ')}`;
}

const codes = (names: readonly string[], between: string): Html =>
  html`${names.map((name, index) => html`${index > 0 && between}<code>${name}</code>`)}`;

function parameterTable({ parameters = [] }: Operation, document: ApiDocument): Html | undefined {
  if (parameters.length === 0) return undefined;
  const rows = parameters.map((each) => resolve(document, each));
  return html`<h4>Parameters</h4><div class="wide"><table><thead><tr><th>Name</th><th>In</th><th>Type</th><th>Meaning</th></tr></thead><tbody>${rows.map(
    ({ name, in: place, required, schema, description = schema.description ?? '' }) =>
      html`<tr><td><code>${name}</code>${!required && html` <small>optional</small>`}</td><td>${place}</td><td>${typeText(schema, document)}</td><td>${inline(
        [description, schema.default !== undefined && `Left out: \`${schema.default}\``].filter(Boolean).join('. '),
      )}</td></tr>`,
  )}</tbody></table></div>`;
}

function answers({ responses }: Operation, document: ApiDocument): readonly Html[] {
  return Object.entries(responses)
    .filter(([status]) => status.startsWith('2'))
    .map(([status, answer]) => {
      const { description, headers, ...content } = resolve(document, answer);
      const title = html`Answer ${status}${headers?.ETag !== undefined && html` with <code>ETag</code>`}`;
      return html`${contentSection(title, content, document, false, description)}`;
    });
}

function contentSection(
  title: Html | string,
  { content = {} }: Content,
  document: ApiDocument,
  isRequest: boolean,
  description?: string,
): Html {
  return html`<h4>${title}</h4>${description !== undefined && prose(description)}${Object.entries(content).map(
    ([type, { schema, example }]) =>
      html`<p><code>${type}</code></p>${
        schema?.properties || schema?.$ref || schema?.oneOf || schema?.items
          ? schemaTable(schema, document, isRequest)
          : ''
      }${
        example !== undefined &&
        html`<details><summary>Example</summary><pre><code>${JSON.stringify(example, null, 2)}</code></pre></details>`
      }`,
  )}`;
}

function refusals({ responses }: Operation, document: ApiDocument): Html {
  const rows = Object.entries(responses).filter(([status]) => !status.startsWith('2'));
  return html`<details><summary>Refusals: ${rows.map(([status]) => status).join(', ')}</summary><div class="wide"><table><tbody>${rows.map(
    ([status, answer]) =>
      html`<tr><td><code>${status}</code></td><td>${inline(resolve(document, answer).description)}</td></tr>`,
  )}</tbody></table></div></details>`;
}
