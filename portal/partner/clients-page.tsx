/** Referred clients, each with how it stands and why. */
import { Page } from '../parts/page.tsx';

export default function ClientsPage() {
  return <Page title="Clients">…</Page>;
}
