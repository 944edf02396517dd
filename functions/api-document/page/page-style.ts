/** How the page looks: one column on a phone, contents beside it on a desk, light or dark as the reader's system is. */

export const PAGE_STYLE = `
:root { color-scheme: light dark; --ink: light-dark(#1c2127, #e4e8ec); --soft: light-dark(#5b6670, #9aa5b0);
  --paper: light-dark(#fff, #14181c); --line: light-dark(#dde2e7, #2c343c); --tint: light-dark(#f4f6f8, #1c2228);
  --link: light-dark(#0b57d0, #8ab4f8); --get: light-dark(#0b57d0, #8ab4f8); --write: light-dark(#8a4b00, #f0b060);
  --away: light-dark(#b3261e, #f2938c) }
* { box-sizing: border-box }
html { scroll-behavior: smooth; scroll-padding-top: 1rem }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; overflow-wrap: anywhere }
a { color: var(--link) }
code, pre { font: 0.875em/1.5 ui-monospace, Menlo, Consolas, monospace }
code { background: var(--tint); border-radius: 3px; padding: 0.1em 0.3em }
pre { background: var(--tint); border-radius: 6px; padding: 0.8rem 1rem; overflow-x: auto; overflow-wrap: normal }
pre code { padding: 0; background: none }
small { color: var(--soft) }
nav, main { padding: 1rem; max-width: 60rem }
nav { border-bottom: 1px solid var(--line) }
nav ul { list-style: none; margin: 0; padding: 0 }
nav li { margin: 0.1rem 0 }
nav a { display: block; padding: 0.2rem 0; text-decoration: none; line-height: 1.35 }
nav h2 { font-size: 0.95rem; margin: 1rem 0 0.3rem; border: 0; padding: 0 }
h1 { margin: 0.5rem 0; line-height: 1.2 }
h2 { margin: 3rem 0 0.5rem; padding-top: 1.5rem; border-top: 1px solid var(--line) }
h3 { margin: 0; font-size: 1.15rem; line-height: 1.3 }
h3 a { color: inherit; text-decoration: none }
h3 a:hover, nav a:hover { text-decoration: underline }
h4 { margin: 1.2rem 0 0.3rem; font-size: 0.95rem }
article { margin: 1.5rem 0; padding: 1rem; border: 1px solid var(--line); border-radius: 8px }
article:target { border-color: var(--link) }
article p { margin: 0.4rem 0 }
.route { font-size: 0.95em; padding: 0.25em 0.5em }
.get { color: var(--get) } .post, .put, .patch { color: var(--write) } .delete { color: var(--away) }
.who { color: var(--soft) }
.wide { overflow-x: auto }
table { width: 100%; border-collapse: collapse; font-size: 0.92rem; overflow-wrap: normal }
th, td { text-align: left; vertical-align: top; padding: 0.35rem 0.6rem 0.35rem 0; border-bottom: 1px solid var(--line) }
td:first-child code { white-space: nowrap }
thead th { color: var(--soft); font-weight: 600 }
thead th:first-child { width: 30% }
thead th:last-child { width: 40% }
td i { font-style: normal; color: var(--soft) }
tr.form th { padding-top: 0.9rem; font-weight: 600 }
details { margin: 0.8rem 0 0 }
summary { cursor: pointer; color: var(--soft) }
nav summary { padding: 0.4rem 0; font-weight: 600; color: var(--ink) }
nav .route { display: grid; grid-template-columns: 4rem 1fr; padding: 0; background: none }
@media (max-width: 40rem) {
  thead { display: none }
  table:has(thead) tr { display: block; padding: 0.4rem 0; border-bottom: 1px solid var(--line) }
  table:has(thead) :is(td, th) { display: block; padding: 0.1rem 0; border: 0 }
}
@media (min-width: 64rem) {
  body { display: grid; grid-template-columns: 20rem minmax(0, 1fr) }
  nav { position: sticky; top: 0; height: 100vh; overflow-y: auto; border: 0; border-right: 1px solid var(--line); font-size: 0.92rem }
  nav summary { display: none }
  nav details::details-content { content-visibility: visible; block-size: auto; display: block }
  main { padding: 1rem 2.5rem 4rem }
}
@media print { nav { display: none } details::details-content { content-visibility: visible } }
`;
