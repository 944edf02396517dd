/** `npm run openapi`: the API's document as the deployed function serves it, for client generators and for review. */
import { writeFile } from 'node:fs/promises';
import { openApiDocument } from '../functions/api-document/open-api-document.ts';
import { ALL_ENDPOINTS } from '../shared/contracts/api/endpoints.ts';
import { command, options } from './command-line.ts';

const HELP = `Prints the API's OpenAPI 3.1 document, made from the contracts.

  npm run openapi [-- --out FILE]

  --out FILE  write it there instead
  --help

Exit status: 0 done, 1 failed, 2 the options are not as they should be.
`;

await command(async () => {
  const { out } = options({ out: { type: 'string' } }, HELP);
  const text = `${JSON.stringify(openApiDocument(ALL_ENDPOINTS), null, 2)}\n`;
  if (out === undefined) process.stdout.write(text);
  else await writeFile(out, text);
});
