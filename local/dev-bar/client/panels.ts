/** Lists that open above the bar: the mails that went out, and what PayPal moved. */
import { askMails, askTransfers, type SentMail, type Transfer } from './calls.ts';
import { dollarText, element, momentText } from './elements.ts';

const SHOWN = 100;

function mail({ to, subject, text, at, links }: SentMail): HTMLElement {
  // In a tab of its own, as from a mailbox: a portal takes clicks on its own origin for its own pages.
  const list = links.map((href) => element('li', {}, element('a', { href, target: '_blank', rel: 'noopener' }, href)));
  return element(
    'details',
    {},
    element('summary', {}, element('strong', {}, subject), ` to ${to.join(', ')}, ${momentText(at)}`),
    element('pre', {}, text),
    element('ul', {}, ...list),
  );
}

const transfer = ({ receiver, cents, status, error, at }: Transfer): HTMLElement =>
  element(
    'tr',
    {},
    element('td', {}, momentText(at)),
    element('td', {}, receiver),
    element('td', { className: 'dev-bar-money' }, dollarText(cents)),
    element('td', {}, error ? `${status} (${error})` : status),
  );

async function mails(): Promise<HTMLElement> {
  const sent = await askMails();
  if (sent.length === 0) return element('p', {}, 'No mail went out yet.');
  return element('div', {}, ...sent.slice(0, SHOWN).map(mail));
}

async function transfers(): Promise<HTMLElement> {
  const moved = await askTransfers();
  if (moved.length === 0) return element('p', {}, 'PayPal has moved nothing yet.');
  const head = ['When', 'To', 'Amount', 'State'].map((text) => element('th', { scope: 'col' }, text));
  return element(
    'table',
    {},
    element('thead', {}, element('tr', {}, ...head)),
    element('tbody', {}, ...moved.slice(0, SHOWN).map(transfer)),
  );
}

const PANELS = [
  ['Mails', mails],
  ['PayPal', transfers],
] as const;

/** The buttons, and the place in which one list at a time opens. */
export function panels(): { readonly buttons: HTMLElement; readonly panel: HTMLElement } {
  const panel = element('section', { className: 'dev-bar-panel', hidden: true, id: 'dev-bar-panel', tabIndex: 0 });
  const buttons = PANELS.map(([name]) => {
    const button = element('button', { type: 'button', ariaExpanded: 'false' }, name);
    button.setAttribute('aria-controls', panel.id);
    return button;
  });
  const close = (): void => {
    panel.hidden = true;
    for (const button of buttons) button.ariaExpanded = 'false';
  };
  for (const [index, [name, read]] of PANELS.entries()) {
    const button = buttons[index];
    button?.addEventListener('click', async () => {
      const wasOpen = button.ariaExpanded === 'true';
      close();
      if (wasOpen) return;
      button.ariaExpanded = 'true';
      panel.ariaLabel = name;
      panel.replaceChildren(element('p', {}, 'Loading …'));
      panel.hidden = false;
      panel.replaceChildren(
        await read().catch((error: unknown) =>
          element('p', {}, error instanceof Error ? error.message : String(error)),
        ),
      );
      panel.focus();
    });
  }
  addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || panel.hidden) return;
    const opened = buttons.find(({ ariaExpanded }) => ariaExpanded === 'true');
    close();
    opened?.focus();
  });
  return { buttons: element('span', { className: 'dev-bar-group' }, ...buttons), panel };
}
