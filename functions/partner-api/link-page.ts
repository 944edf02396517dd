/** A link's page: text and a button, or one for each answer. No script runs in it, nothing is fetched, and its address is told to nobody. */
import { createHash } from 'node:crypto';
import type { Reply } from '../api/api-handler.ts';
import { Html, html } from '../api-document/page/html.ts';
import type { PageText } from './page-text.ts';

/** The portal's colours and shapes; without `light-dark()`, since clients open their mails in browsers of any age. */
const STYLE = `:root{color-scheme:light dark;--ground:#f6f8f7;--surface:#fff;--ink:#15211d;--line:#d5deda;--accent:#0b6b53;--on-accent:#fff}
@media(prefers-color-scheme:dark){:root{--ground:#101614;--surface:#18201d;--ink:#e6eeea;--line:#2d3834;--accent:#55d0aa;--on-accent:#06231a}}
body{margin:0;padding:0 1rem;background:var(--ground);color:var(--ink);font:1.1rem/1.5 system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
main{max-width:34rem;margin:10vh auto 4rem;padding:1.5rem;box-sizing:border-box;border:1px solid var(--line);border-radius:10px;background:var(--surface);overflow-wrap:break-word}
h1{margin:0 0 1rem;font-size:1.6rem;line-height:1.2}
form{margin:1rem 0 0}
button{min-height:2.75rem;padding:.5rem 1.2rem;border:0;border-radius:8px;background:var(--accent);color:var(--on-accent);font:inherit;font-weight:600;cursor:pointer}
button:focus-visible{outline:3px solid var(--ink);outline-offset:2px}
@media(max-width:30rem){main{margin-top:1.5rem}button{width:100%}}`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

export const PAGE_HEADERS = {
  'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
} as const;

/** As an endpoint answers it. @param status where it tells what is wrong. */
export const pageReply = (text: PageText, status?: 404 | 409 | 410): Reply<undefined> => ({
  content: linkPage(text),
  headers: PAGE_HEADERS,
  ...(status === undefined ? {} : { status }),
});

/** Forms go to the page's own address. */
export function linkPage({ title, paragraphs, buttons = [] }: PageText): string {
  const forms = buttons.map(({ label, answer }) =>
    answer === undefined
      ? html`<form method="post"><button>${label}</button></form>`
      : html`<form method="post" action="?answer=${answer}"><button>${label}</button></form>`,
  );
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${paragraphs.map((paragraph) => html`<p>${paragraph}</p>`)}
${forms}
</main>
</body>
</html>
`.text;
}
