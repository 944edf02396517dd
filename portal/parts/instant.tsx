/** An instant as it is written everywhere: in the program's time zone, whatever the reader's is, and always with its name. */
import { useEffect, useState } from 'preact/hooks';
import { portalSettings } from '../session/portal-settings.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
    timeZoneName: 'short',
  });
  formats.set(timeZone, format);
  return format;
}

export function Instant({ at }: { readonly at: string }) {
  const zone = useProgramZone();
  return <time dateTime={at}>{formatIn(zone).format(new Date(at))}</time>;
}

/** UTC, and said so, until the program's own is known. */
function useProgramZone(): string {
  const [zone, setZone] = useState('UTC');
  useEffect(() => {
    portalSettings().then(
      ({ timeZone }) => setZone(timeZone),
      () => {},
    );
  }, []);
  return zone;
}
