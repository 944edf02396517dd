/** Who did something, as far as the API names them: staff by their id in the user pool, and oneself by “you”. */
import type { components } from '../../api/schema.made.ts';
import { useSession } from '../../session/use-session.ts';
import { partnerPage } from './places.ts';

export function Staff({ id }: { readonly id: string }) {
  const session = useSession();
  if (session.kind !== 'signed-out' && session.identity.sub === id) return <strong>you</strong>;
  return <code class="id">{id}</code>;
}

export function PartnerLink({ id, name }: { readonly id: string; readonly name?: string | undefined }) {
  return (
    <>
      <a href={partnerPage(id)}>{name ?? id}</a>
      {name && <code class="id under">{id}</code>}
    </>
  );
}

export function By({ by: { kind, id } }: { readonly by: components['schemas']['AuditRecord']['by'] }) {
  switch (kind) {
    case 'staff':
      return (
        <>
          Staff: <Staff id={id} />
        </>
      );
    case 'partner':
      return (
        <>
          Partner: <PartnerLink id={id} />
        </>
      );
    case 'link':
      return (
        <>
          Link of a mail: <code class="id">{id}</code>
        </>
      );
    case 'program':
      return <>The program: {id}</>;
  }
}
