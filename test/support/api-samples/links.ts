/** Sample calls of the links in mails: taken from a mail, as people do. */
import type { ApiWorld } from '../api-world.ts';
import type { SampleCall, Samples } from './sample.ts';
import { withNewAddress } from './settings.ts';

async function fromMail(world: ApiWorld): Promise<SampleCall> {
  await withNewAddress(world);
  const { cloud } = world.program;
  await cloud.idle();
  const tokens = cloud.outbox().flatMap(({ text }) => /\/links\/([\w.-]+)/.exec(text)?.[1] ?? []);
  const token = tokens.at(-1);
  if (token === undefined) throw new Error('no mail has a link');
  return { params: { token } };
}

export const LINK_SAMPLES: Samples = { showLink: fromMail, useLink: fromMail };
