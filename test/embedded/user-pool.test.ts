/** The stack's own user pool on the embedded cloud: that its settings run there, and its mails say what they should. */
import { expect, it, onTestFinished } from 'vitest';
import { callUserPool } from '../../local/user-pool/add-user.ts';
import { startProgram } from '../support/embedded-program.ts';
import { createUser, refreshed, signIn, TEST_PASSWORD } from '../support/embedded-sign-in.ts';

it('signs staff in, invites by mail, and mails codes for forgotten passwords', async () => {
  const program = await startProgram('2026-11-17');
  onTestFinished(() => program.stop());
  const { cloud } = program;
  const { id: UserPoolId, clientId: ClientId } = cloud.userPool;
  const { email } = await createUser(program, 'staff@program.example', ['operations', 'finance']);
  const tokens = await signIn(program, email);
  expect((await refreshed(program, tokens)).accessToken).not.toBe(tokens.accessToken);
  await expect(signIn(program, email, `${TEST_PASSWORD}x`)).rejects.toMatchObject({ name: 'NotAuthorizedException' });

  const Username = 'partner@partner.example';
  const UserAttributes = [{ Name: 'email', Value: Username }];
  const invited = { UserPoolId, Username, UserAttributes, DesiredDeliveryMediums: ['EMAIL'] };
  await callUserPool(cloud, 'AdminCreateUser', invited);
  await callUserPool(cloud, 'ForgotPassword', { ClientId, Username: email });
  const [invitation, code] = cloud.outbox();
  expect(cloud.outbox()).toHaveLength(2);
  expect(invitation).toMatchObject({ to: [Username], subject: 'Your invitation to the Partner Center' });
  const temporary = /the password (\S{16}) within/.exec(invitation?.text ?? '')?.[1] ?? '';
  await expect(signIn(program, Username, temporary)).rejects.toThrow('asks for NEW_PASSWORD_REQUIRED');
  expect(code).toMatchObject({ to: [email], text: expect.stringMatching(/^Your code is \d{6}\./) });
});
