/** The development bar: only on this machine, at the foot of every page. Without a framework, since the portal's may change. */
import { element } from './elements.ts';
import { panels } from './panels.ts';
import { people } from './people.ts';
import { time } from './time.ts';

const COLLAPSED = 'partner-payouts.dev-bar.collapsed';

async function show(): Promise<void> {
  const status = element('span', { className: 'dev-bar-status', role: 'status' });
  const tell = (text: string): void => {
    status.textContent = text;
  };
  const { buttons, panel } = panels();
  const content = element('div', { className: 'dev-bar-content' });
  const toggle = element('button', { type: 'button', className: 'dev-bar-toggle' }, 'Dev');
  toggle.title = 'Development bar, on this machine only';
  const row = element('div', { className: 'dev-bar-row' }, toggle, content);
  const bar = element('aside', { className: 'dev-bar', ariaLabel: 'Development bar' }, panel, row);

  const collapse = (isCollapsed: boolean): void => {
    content.hidden = isCollapsed;
    panel.hidden ||= isCollapsed;
    toggle.ariaExpanded = String(!isCollapsed);
    document.body.classList.toggle('with-dev-bar', !isCollapsed);
    localStorage.setItem(COLLAPSED, String(isCollapsed));
  };
  toggle.addEventListener('click', () => collapse(!content.hidden));
  collapse(localStorage.getItem(COLLAPSED) === 'true');
  document.body.append(bar);
  try {
    content.append(await people(tell), await time(tell), buttons, status);
  } catch (error) {
    content.append(status);
    tell(error instanceof Error ? error.message : String(error));
  }
}

await show();
