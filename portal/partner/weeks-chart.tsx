/** Earned, maturing and paid by week, drawn; and the same as a table for those who cannot see a drawing. */
import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { DataTable } from '../parts/data-table.tsx';
import { Day, dayText } from '../parts/days.tsx';
import { dollars, Money } from '../parts/money.tsx';

interface Week {
  readonly weekEnding: string;
  readonly earnedCents: number;
  readonly aheadCents: number;
  readonly paidCents: number;
}

const HEIGHT = 240;
const HALF_A_WEEK_SECONDS = 302_400;
const AXIS_DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const BARS = uPlot.paths.bars;

export default function WeeksChart({ weeks, today }: { readonly weeks: readonly Week[]; readonly today: string }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    if (!element || weeks.length === 0) return;
    const draw = (): uPlot => new uPlot(optionsOf(weeks, element), dataOf(weeks), element);
    let chart = draw();
    const redraw = (): void => {
      chart.destroy();
      chart = draw();
    };
    const resized = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height: HEIGHT }));
    resized.observe(element);
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', redraw);
    return () => {
      resized.disconnect();
      dark.removeEventListener('change', redraw);
      chart.destroy();
    };
  }, [weeks]);

  if (weeks.length === 0)
    return <p class="empty">Nothing is earned yet. Once a client of yours pays, the weeks stand here.</p>;
  return (
    <>
      <div ref={place} class="chart" aria-hidden="true" />
      <details>
        <summary>The same as a table</summary>
        <DataTable
          caption={`Weeks up to ${dayText(today)} and ahead`}
          rows={weeks.toReversed()}
          keyOf={({ weekEnding }) => weekEnding}
          columns={[
            { title: 'Week ending', cell: ({ weekEnding }) => <Day day={weekEnding} /> },
            { title: 'Earned', amount: true, cell: ({ earnedCents }) => <Money cents={earnedCents} /> },
            { title: 'Maturing', amount: true, cell: ({ aheadCents }) => <Money cents={aheadCents} /> },
            { title: 'Paid', amount: true, cell: ({ paidCents }) => <Money cents={paidCents} /> },
          ]}
        />
      </details>
    </>
  );
}

const dataOf = (weeks: readonly Week[]): uPlot.AlignedData => [
  weeks.map(({ weekEnding }) => Date.parse(`${weekEnding}T00:00:00Z`) / 1_000),
  weeks.map(({ earnedCents }) => earnedCents),
  weeks.map(({ aheadCents }) => aheadCents),
  // A week without a payout has no mark.
  weeks.map(({ paidCents }) => (paidCents === 0 ? null : paidCents)),
];

function optionsOf(weeks: readonly Week[], element: HTMLElement): uPlot.Options {
  const style = getComputedStyle(element);
  const color = (name: string): string => style.getPropertyValue(name).trim();
  const axis = { stroke: color('--chart-text'), grid: { stroke: color('--chart-grid') }, ticks: { show: false } };
  const bars = (label: string, name: string): uPlot.Series => ({
    label,
    fill: color(name),
    stroke: color(name),
    value: (_, cents) => (cents === null ? '' : dollars(cents)),
    points: { show: false },
    ...(BARS && { paths: BARS({ size: [0.7, 18] }) }),
  });
  return {
    width: element.clientWidth,
    height: HEIGHT,
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1_000), 'Etc/UTC'),
    scales: {
      // Half a bar stands before the first week and after the last one.
      x: { range: (_, first, last) => [first - HALF_A_WEEK_SECONDS, last + HALF_A_WEEK_SECONDS] },
      y: { range: (_, low, high) => [Math.min(low, 0), Math.max(high, 100)] },
    },
    axes: [
      { ...axis, values: (_, splits) => splits.map((seconds) => AXIS_DAY.format(new Date(seconds * 1_000))) },
      { ...axis, size: 76, values: (_, splits) => splits.map((cents) => dollars(cents).replace(/\.00$/, '')) },
    ],
    series: [
      {
        label: 'Week ending',
        value: (_, seconds, __, index) =>
          seconds === null || index === null ? '' : dayText(weeks[index]?.weekEnding ?? ''),
      },
      bars('Earned', '--chart-earned'),
      bars('Maturing', '--chart-ahead'),
      {
        label: 'Paid',
        stroke: color('--chart-paid'),
        paths: () => null,
        value: (_, cents) => (cents === null ? '' : dollars(cents)),
        points: { show: true, size: 9, fill: color('--chart-paid') },
      },
    ],
  };
}
