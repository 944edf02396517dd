/** `npm run referral-list`: uploads a list of new clients, shows its preview, and on demand commits it and writes the result. */
import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { isListed, ROW_OUTCOMES, type RowOutcome } from '../shared/domain/referral-list-row.ts';
import { command, options, UsageProblem } from './command-line.ts';
import { progress } from './progress.ts';
import { ApiRefused, type ListClient, listClient, type SeenList } from './referral-list/list-client.ts';

const TOKEN = 'PARTNER_PAYOUTS_TOKEN';
const HELP = `Tells the program of clients who will sign up: previews a list, and commits it with --commit.

  npm run referral-list -- --file LIST.csv --api URL [--partner ID] [--commit] [--out RESULT.csv]
  npm run referral-list -- --list ID       --api URL [--partner ID] [--commit] [--out RESULT.csv]

  --file LIST.csv   UTF-8 with a header line: the column email, and name if there is one
  --list ID         goes on with a list that was uploaded before
  --api URL         of the API, such as http://localhost:8787
  --partner ID      as operations, in the partner's name; without it as the partner who is signed in
  --commit          commits the list after its preview
  --out RESULT.csv  gets line,email,name,outcome,detail of a committed list
  --help

The access token is read from the environment variable ${TOKEN}.
Exit status: 0 done, 1 failed, 2 the options or the file are not as they should be.
`;

const POLL_MS = 500;
/** Of each kind of problem; the result file has all of them. */
const ROWS_SHOWN = 5;
/** What is wrong with the file, as the API has it. */
const FILE_STATUSES: readonly number[] = [400, 413, 415, 422];

interface Asked {
  readonly file: string | undefined;
  readonly list: string | undefined;
  readonly base: string;
  readonly token: string;
  readonly commit: boolean;
  readonly out: string | undefined;
}

function readOptions(): Asked {
  const text = { type: 'string' } as const;
  const known = { file: text, list: text, api: text, partner: text, commit: { type: 'boolean' }, out: text } as const;
  const { file, list, api, partner, commit = false, out } = options(known, HELP);
  if ((file === undefined) === (list === undefined))
    throw new UsageProblem(`one of --file and --list is needed\n\n${HELP}`);
  if (api === undefined || !URL.canParse(api)) throw new UsageProblem(`--api must be an address\n\n${HELP}`);
  const token = process.env[TOKEN];
  if (!token) throw new UsageProblem(`${TOKEN} is not set: it holds the access token`);
  const whose = partner === undefined ? 'me' : `ops/partners/${encodeURIComponent(partner)}`;
  return { file, list, base: `${api.replace(/\/+$/, '')}/${whose}/referral-lists`, token, commit, out };
}

async function main({ file, list, base, token, commit, out }: Asked): Promise<void> {
  const client = listClient(base, token);
  const begun = file === undefined ? await client.get(list ?? '') : await upload(client, file);
  if (file !== undefined) process.stderr.write(`list ${begun.id}\n`);
  let seen = await untilOver(client, begun);
  if (seen.state === 'previewed') await show(client, seen, 'preview');
  if (seen.state === 'previewed' && commit) seen = await untilOver(client, await client.commit(seen.id));
  if (seen.state === 'committed') await show(client, seen, 'commit');
  else process.stdout.write(`nothing is credited before it is committed: --list ${seen.id} --commit\n`);
  if (out === undefined || seen.state !== 'committed') return;
  await writeFile(out, await client.result(seen.id));
  process.stdout.write(`the result is in ${out}\n`);
}

async function upload(client: ListClient, file: string): Promise<SeenList> {
  const bytes = await readFile(file).catch((error: Error) => {
    throw new UsageProblem(`${file} cannot be read: ${error.message}`);
  });
  return client.upload(bytes).catch((error) => {
    if (error instanceof ApiRefused && FILE_STATUSES.includes(error.status))
      throw new UsageProblem(`${file}: ${error.message}`);
    throw error;
  });
}

async function untilOver(client: ListClient, begun: SeenList): Promise<SeenList> {
  let seen = begun;
  const shown = progress(seen.state, seen.rows);
  while (seen.state === 'previewing' || seen.state === 'committing') {
    await wait(POLL_MS);
    seen = await client.get(seen.id);
    shown.to((seen.commit ?? seen.preview).done);
  }
  shown.end();
  return seen;
}

async function show(client: ListClient, seen: SeenList, stage: 'preview' | 'commit'): Promise<void> {
  const outcomes: Readonly<Record<string, number>> = seen[stage]?.outcomes ?? {};
  const of = (outcome: RowOutcome): number => outcomes[outcome] ?? 0;
  const met = ROW_OUTCOMES.filter((outcome) => of(outcome) > 0);
  const lines = met.map((outcome) => `${String(of(outcome)).padStart(8)}  ${outcome}`);
  process.stdout.write(`${stage} of ${seen.rows} rows\n${lines.join('\n')}\n`);
  if (stage === 'commit') return;
  for (const outcome of met.filter((each) => !isListed(each))) {
    const rows = await client.firstRows(seen.id, outcome, ROWS_SHOWN);
    process.stdout.write(`\n${outcome}\n`);
    for (const { line, email, detail } of rows)
      process.stdout.write(`  line ${line}: ${printable(email)}${detail === undefined ? '' : ` (${detail})`}\n`);
    const rest = of(outcome) - rows.length;
    if (rest > 0) process.stdout.write(`  … and ${rest} more\n`);
  }
  process.stdout.write('\n');
}

/** Without what a terminal would obey: a cell may hold anything. */
const printable = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '·');

await command(async () => {
  try {
    await main(readOptions());
  } catch (error) {
    if (!(error instanceof ApiRefused)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
});
