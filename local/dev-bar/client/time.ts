/** The program's date, and the buttons that move it. While it moves, the date is seen to move; then the page loads anew. */
import { askNow, moveDays, moveToFriday, type ProgramTime } from './calls.ts';
import { dayText, element } from './elements.ts';

const LOOK_AGAIN_MS = 600;
/** What was told before the page was loaded anew. */
const TOLD = 'partner-payouts.dev-bar.told';

export async function time(tell: (text: string) => void): Promise<HTMLElement> {
  const today = element('time');
  const show = ({ now }: ProgramTime) => {
    today.dateTime = now;
    today.textContent = dayText(now);
  };
  const friday = element('button', { type: 'button' }, 'Next Friday');
  const day = element('button', { type: 'button' }, '+1 day');
  const buttons = [friday, day];

  const whileMoving = async (move: () => Promise<ProgramTime>, what: string) => {
    for (const button of buttons) button.disabled = true;
    tell(what);
    const looking = setInterval(() => void askNow().then(show, () => {}), LOOK_AGAIN_MS);
    try {
      const moved = await move();
      show(moved);
      const { run } = moved;
      const told = run ? `The run of the week ending ${run.weekEnding} is ${run.state}.` : '';
      sessionStorage.setItem(TOLD, told);
      location.reload();
    } catch (error) {
      tell(error instanceof Error ? error.message : String(error));
      for (const button of buttons) button.disabled = false;
    } finally {
      clearInterval(looking);
    }
  };
  friday.addEventListener('click', () => whileMoving(moveToFriday, 'Going to Friday; the run is on its way …'));
  day.addEventListener('click', () => whileMoving(() => moveDays(1), 'Going to the next day …'));

  const now = await askNow();
  show(now);
  if (now.nextFriday !== undefined) friday.title = `To ${dayText(now.nextFriday)}, until its run is over`;
  tell(sessionStorage.getItem(TOLD) ?? '');
  sessionStorage.removeItem(TOLD);
  return element('span', { className: 'dev-bar-group' }, today, ...buttons);
}
