/** The function that a pool tells of a forgotten password: called as Cognito calls it, and what its failures come to. */
import { ConfirmForgotPasswordCommand, ForgotPasswordCommand } from '@aws-sdk/client-cognito-identity-provider';
import { expect, it } from 'vitest';
import { startFixture } from './fixture-stack.ts';
import { ANNA, failure, POOL, withAnna } from './user-pool-stack.ts';

const NEW_PASSWORD = 'Another-Horse-8';

async function chosen(code: string, LambdaConfig: object = { PostConfirmation: { 'Fn::GetAtt': ['told', 'Arn'] } }) {
  const logs: string[] = [];
  const Users = { ...POOL.Users, Properties: { ...POOL.Users.Properties, LambdaConfig } };
  const functions = { told: { code: `export const handler = async (event) => { ${code} };` } };
  const onLog = ({ line }: { readonly line: string }) => void logs.push(line);
  const cloud = await startFixture({ functions, resources: { ...POOL, Users } }, { onLog });
  const { client, ClientId, signIn, sub } = await withAnna(cloud);
  const asked = { ClientId, Username: ANNA.email };
  await client.send(new ForgotPasswordCommand(asked));
  const [, ConfirmationCode] = /is (\S+?)\.?$/.exec(cloud.outbox().at(-1)?.text ?? '') ?? [];
  const choice = new ConfirmForgotPasswordCommand({ ...asked, ConfirmationCode, Password: NEW_PASSWORD });
  const ended = await failure(client.send(choice));
  await cloud.idle();
  return { cloud, ended, logs, signIn, sub, ClientId };
}

it('is told who it was, in Cognito’s words', async () => {
  const { cloud, ended, logs, sub, ClientId } = await chosen('console.log(JSON.stringify(event)); return event;');
  expect(ended).toBe('no failure');
  expect(logs.map((line) => JSON.parse(line))).toEqual([
    {
      version: '1',
      region: 'us-east-1',
      userPoolId: cloud.userPool.id,
      userName: sub,
      callerContext: { awsSdkVersion: expect.any(String), clientId: ClientId },
      triggerSource: 'PostConfirmation_ConfirmForgotPassword',
      request: {
        userAttributes: { sub, email: ANNA.email, email_verified: 'true', 'cognito:user_status': 'CONFIRMED' },
      },
      response: {},
    },
  ]);
});

it.each([
  ["throw new Error('no table')", 'UserLambdaValidationException: PostConfirmation failed with error no table.'],
  ['return null', 'InvalidLambdaResponseException: Unrecognizable lambda output'],
])('that fails (%s) fails the call; the new password stands', async (code, says) => {
  const { ended, signIn } = await chosen(code);
  expect(ended).toBe(says);
  expect((await signIn(NEW_PASSWORD)).AuthenticationResult).toBeDefined();
});

it('is nobody where the template names none', async () => {
  expect((await chosen("throw new Error('called')", {})).ended).toBe('no failure');
});
