/** Stops a script on another Node: bundles are made for 24, and without install scripts the host's own Node slips in. */
export function requireNode24(): void {
  if (process.version.startsWith('v24.')) return;
  throw new Error(
    `This needs Node 24 and runs on ${process.version}: start it through npm, after \`npm ci\` with install scripts allowed.`,
  );
}
