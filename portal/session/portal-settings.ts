/** What differs from one deployment to the next, asked once: everything else is the same for all of them. */
export interface PortalSettings {
  readonly userPool: { readonly endpoint: string; readonly clientId: string };
  readonly timeZone: string;
}

let asked: Promise<PortalSettings> | undefined;

export function portalSettings(): Promise<PortalSettings> {
  asked ??= ask();
  // A failure is not kept: whoever asks next tries again.
  asked.catch(() => {
    asked = undefined;
  });
  return asked;
}

async function ask(): Promise<PortalSettings> {
  const response = await fetch('/portal-settings');
  if (!response.ok) throw new Error(`the portal's settings are not answered: ${response.status}`);
  return (await response.json()) as PortalSettings;
}
