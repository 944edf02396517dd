import { StopExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { expectClosed, transfersOf } from '../support/embedded-audit.ts';
import { endOf, fireFriday, runByHand, withClient } from '../support/embedded-executions.ts';
import { Owed } from '../support/embedded-owed.ts';
import { type EmbeddedProgram, startProgram } from '../support/embedded-program.ts';
import { Saboteur, type SeenRequest } from '../support/embedded-saboteur.ts';
import { movesTo, setPartner, setProgram } from '../support/embedded-settings.ts';
import { BEGIN, earners, fridayOf, partnersOfGroup, ruleTimeOf, weekOf } from '../support/embedded-weeks.ts';

/** An execution ends, and a function that it called goes on, as in the cloud: what it writes comes too late. Tests go from Friday to Friday. */
const [group0, group1] = [partnersOfGroup(0, 2, 2), partnersOfGroup(1, 2, 2)];
const partners = [...group0, ...group1];
const saboteur = new Saboteur();
const owed = new Owed(partners);
let program: EmbeddedProgram;

beforeAll(async () => {
  program = await startProgram(BEGIN, { faults: saboteur.hooks });
  saboteur.payPalUrl = program.paypal.url;
  await setProgram(program.table, { bucketGroups: 2 });
  await program.tell(...earners(partners, 4));
});
afterEach(() => saboteur.rest());
afterAll(() => program?.stop());

type Match = (request: SeenRequest) => boolean;

/**
 * A Friday whose first such request is held back; its execution is stopped, and a start by hand takes over. Once that
 * attempt is so far, the request goes on its way: the function that sent it does not know that it is stale. Where
 * `others` are later, the next attempt makes the same request only after the stale one was answered.
 */
async function overtake(week: number, isHeld: Match, isSoFar: Match, others?: 'later'): Promise<void> {
  const { cloud, clock } = program;
  const held = Promise.withResolvers<void>();
  const letGo = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<number>();
  let stale: string | undefined;
  saboteur.before = async (request) => {
    if (!isHeld(request)) return undefined;
    stale ??= request.requestId;
    if (request.requestId !== stale) await (others && answer.promise);
    else {
      held.resolve();
      await letGo.promise;
    }
    return undefined;
  };
  await cloud.advanceTo(ruleTimeOf(week), { only: () => false });
  const executionArn = await fireFriday(cloud, ruleTimeOf(week));
  await held.promise;
  await withClient(cloud, (client) => client.send(new StopExecutionCommand({ executionArn })));
  expect((await endOf(cloud, executionArn)).status).toBe('ABORTED');
  // Settings change in between: only what was not frozen follows them.
  for (const partner of group0)
    await setPartner(program.table, partner, movesTo(`week-${week}-${partner}@payee.example`));
  // By then a worker's lease is over.
  clock.moveTo(clock.now() + 15 * 60_000);
  saboteur.after = (request) => {
    if (request.requestId !== stale) {
      if (isSoFar(request)) letGo.resolve();
    } else if (isHeld(request)) answer.resolve(request.reply.status);
    return undefined;
  };
  expect(await runByHand(cloud, weekOf(week))).toMatchObject({ lastState: 'RunClosed', output: { attempt: 2 } });
  await cloud.idle();
  expect(await answer.promise).toBe(400);
  owed.earn();
}

const movedIn = (week: number): void => {
  for (const partner of group0) owed.moves(partner, `week-${week}-${partner}@payee.example`);
};
const freezes: Match = ({ from, operation, body }) =>
  from === 'plan-buckets' && operation === 'TransactWriteItems' && body.includes('MANIFEST#g00');

describe('a function of a stopped execution', () => {
  it('freezes no decisions before those of the next attempt', async () => {
    await overtake(1, freezes, ({ from, operation }) => from === 'open-run' && operation === 'UpdateItem', 'later');
    movedIn(1);
    expect(transfersOf(program, 1)).toEqual(owed.pay(partners));
    await expectClosed(program, 1);
  });

  it('writes no account a second time', async () => {
    const applies: Match = ({ from, operation, body }) =>
      from === 'plan-buckets' && operation === 'TransactWriteItems' && body.includes(`"PARTNER#${group0[0]}"`);
    await overtake(2, applies, ({ from, service }) => from === 'queue-batches' && service === 'sqs');
    const frozen = owed.pay(partners);
    movedIn(2);
    expect(transfersOf(program, 2)).toEqual(frozen);
    await expectClosed(program, 2);
  });

  it('posts its batch after another worker did: PayPal has it once', async () => {
    const posts: Match = ({ from, operation, body }) =>
      from === 'settle-payouts' && operation === 'POST /v1/payments/payouts' && body.includes('-g00-');
    const before = program.paypal.calls().create;
    await overtake(3, posts, posts);
    expect(program.paypal.calls().create - before).toBe(3);
    const frozen = owed.pay(partners);
    movedIn(3);
    expect(transfersOf(program, 3)).toEqual(frozen);
    await expectClosed(program, 3);
  });
});

it('a try that goes on beside its own retry freezes nothing over what that one froze', async () => {
  let first: string | undefined;
  const answer = Promise.withResolvers<number>();
  saboteur.before = async (request) => {
    if (first !== undefined || !freezes(request)) return undefined;
    first = request.requestId;
    for (const partner of group0) await setPartner(program.table, partner, movesTo(`week-4-${partner}@payee.example`));
    const retry = { weekEnding: weekOf(4), attempt: 1, group: 0 };
    expect(await program.cloud.invoke('FunctionsPlanBucketsFunction', retry)).toMatchObject({ kind: 'returned' });
    return undefined;
  };
  saboteur.after = (request) => {
    if (freezes(request) && request.requestId === first) answer.resolve(request.reply.status);
    return undefined;
  };
  await program.friday(fridayOf(4));
  expect(await answer.promise).toBe(400);
  owed.earn();
  movedIn(4);
  expect(transfersOf(program, 4)).toEqual(owed.pay(partners));
  await expectClosed(program, 4);
});
