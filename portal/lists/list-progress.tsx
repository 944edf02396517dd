/** How far the preview or the commit of a list is; nothing once it is over. */
import { isPassing, type ReferralList } from './words.ts';

export function ListProgress({ of }: { readonly of: ReferralList }) {
  const { done } = of.commit ?? of.preview;
  if (!isPassing(of)) return null;
  return (
    <label class="progress">
      <span>
        {of.state === 'previewing' ? 'Previewing' : 'Committing'}: {done.toLocaleString('en-US')} of{' '}
        {of.rows.toLocaleString('en-US')} rows
      </span>
      <progress value={done} max={of.rows} />
    </label>
  );
}
