/** Progress of long work: a bar on a terminal, now and then a plain line elsewhere. On standard error, so that output stays clean. */
import { Presets, SingleBar } from 'cli-progress';

export interface Progress {
  to(done: number, what?: string): void;
  end(): void;
}

const LINE_EVERY_MS = 2_000;

export function progress(title: string, total: number): Progress {
  return process.stderr.isTTY ? bar(title, total) : lines(title, total);
}

function bar(title: string, total: number): Progress {
  const shown = new SingleBar(
    {
      format: `${title} {bar} {percentage}% {value}/{total} {what}`,
      stream: process.stderr,
      hideCursor: true,
      clearOnComplete: true,
    },
    Presets.shades_classic,
  );
  shown.start(total, 0, { what: '' });
  return { to: (done, what = '') => shown.update(done, { what }), end: () => shown.stop() };
}

function lines(title: string, total: number): Progress {
  let last = performance.now();
  return {
    to(done, what = '') {
      if (performance.now() - last < LINE_EVERY_MS) return;
      last = performance.now();
      process.stderr.write(`${title} ${done}/${total} ${what}\n`);
    },
    end: () => {},
  };
}
