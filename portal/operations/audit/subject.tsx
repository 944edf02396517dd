/** What a record of the trail is about, with the way there where it has a page. */
import type { components } from '../../api/schema.made.ts';
import { claimPage, partnerPage, runPage, SETTINGS } from '../parts/places.ts';

export function Subject({ of }: { readonly of: Pick<components['schemas']['AuditRecord'], 'subject' | 'partnerId'> }) {
  const { subject, partnerId } = of;
  const [kind = '', ...rest] = subject.split(':');
  const id = rest.join(':');
  const href = hrefOf(kind, id);
  const words = `${kind.replaceAll('-', ' ')} ${id}`;
  return (
    <>
      {href ? <a href={href}>{words}</a> : <span class="muted">{words}</span>}
      {partnerId !== undefined && kind !== 'partner' && (
        <>
          {' '}
          of <a href={partnerPage(partnerId)}>{partnerId}</a>
        </>
      )}
    </>
  );
}

function hrefOf(kind: string, id: string): string | undefined {
  switch (kind) {
    case 'partner':
      return partnerPage(id);
    case 'claim':
      return claimPage(id);
    case 'run':
      return runPage(id);
    case 'settings':
      return SETTINGS;
    default:
      return undefined;
  }
}
