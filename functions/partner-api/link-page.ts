/** A link's page: text and a button, or one for each answer. No script runs in it, nothing is fetched, and its address is told to nobody. */
import { createHash } from 'node:crypto';
import type { Reply } from '../api/api-handler.ts';
import { Html, html } from '../api-document/page/html.ts';
import type { PageText } from './page-text.ts';

const STYLE = `body{font:1.1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:4rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}
button{font:inherit;padding:.6rem 1.2rem;border:0;border-radius:.4rem;background:#0b57d0;color:#fff;cursor:pointer}
form{margin:0 0 .8rem}
button:focus-visible{outline:3px solid #1b1b1b;outline-offset:2px}
@media(prefers-color-scheme:dark){body{color:#eee;background:#181818}button{background:#a8c7fa;color:#062e6f}button:focus-visible{outline-color:#eee}}`;
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
