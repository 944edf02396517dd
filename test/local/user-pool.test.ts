import { createRequire } from 'node:module';
import {
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  AdminListGroupsForUserCommand,
  AdminResetUserPasswordCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  AdminUserGlobalSignOutCommand,
  AssociateSoftwareTokenCommand,
  ChangePasswordCommand,
  ConfirmForgotPasswordCommand,
  DeleteUserCommand,
  ForgotPasswordCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  RevokeTokenCommand,
  UpdateUserAttributesCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { decodeJwt } from 'jose';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { EmbeddedCloud } from '../../local/embedded-cloud.ts';
import { addUser } from '../../local/user-pool/add-user.ts';
import { startFixture, writeAssembly } from './fixture-stack.ts';
import { ANNA, asAnna, clientOf, failure, POOL, withAnna } from './user-pool-stack.ts';

const NEW_PASSWORD = 'Another-Horse-8';
const WRONG = 'NotAuthorizedException: Incorrect username or password.';
const REVOKED = 'NotAuthorizedException: Refresh Token has been revoked';

const anna = async () => {
  const cloud = await startFixture({ resources: POOL });
  return { cloud, ...(await withAnna(cloud)) };
};
/** Lets wall-clock time pass: only `Date` is told. */
function pass(ms: number): void {
  onTestFinished(() => void vi.useRealTimers());
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
}
const MINUTE = 60_000;

/** The code or password at the end of the last mail. */
const lastCode = (cloud: EmbeddedCloud) => /is (\S+?)\.?$/.exec(cloud.outbox().at(-1)?.text ?? '')?.[1] ?? '';

describe('a user pool', () => {
  it('has ids made of the stack, in outputs, environments and tokens', async () => {
    const outputs = {
      Pool: { Value: { Ref: 'Users' } },
      Arn: { Value: { 'Fn::GetAtt': ['Users', 'Arn'] } },
      Url: { Value: { 'Fn::GetAtt': ['Users', 'ProviderURL'] } },
      Name: { Value: { 'Fn::GetAtt': ['Users', 'ProviderName'] } },
      Client: { Value: { Ref: 'Portal' } },
      Group: { Value: { Ref: 'Partners' } },
    };
    const start = () => startFixture({ resources: POOL, outputs });
    const [one, two] = [await start(), await start()];
    expect(one.userPool).toEqual(two.userPool);
    const { id, clientId, issuer } = one.userPool;
    expect(id).toMatch(/^us-east-1_[0-9a-f]{9}$/);
    expect(clientId).toMatch(/^[0-9a-z]{26}$/);
    expect(issuer).toBe(`https://cognito-idp.us-east-1.amazonaws.com/${id}`);
    expect(one.outputs).toEqual({
      Pool: id,
      Arn: `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${id}`,
      Url: issuer,
      Name: issuer.replace('https://', ''),
      Client: clientId,
      Group: 'partners',
    });
  });

  it('signs in with the claims of the cloud, which stay those of the sign-in when it is refreshed', async () => {
    const { cloud, sub, signIn, refresh } = await anna();
    const { AuthenticationResult: tokens } = await signIn(ANNA.password, 'Anna@Partner.example');
    const access = decodeJwt(tokens?.AccessToken ?? '');
    const { clientId, issuer } = cloud.userPool;
    expect(access).toMatchObject({
      sub,
      iss: issuer,
      client_id: clientId,
      token_use: 'access',
      username: sub,
      'cognito:groups': ['operations', 'partners'],
      scope: 'aws.cognito.signin.user.admin',
    });
    expect(access).not.toHaveProperty('aud');
    expect(access.exp).toBe((access.iat ?? 0) + 3_600);
    expect(access.auth_time).toBe(access.iat);
    expect(tokens).toMatchObject({ ExpiresIn: 3_600, TokenType: 'Bearer' });
    const email = ANNA.email;
    expect(decodeJwt(tokens?.IdToken ?? '')).toMatchObject({ sub, aud: clientId, token_use: 'id', email });
    pass(MINUTE);
    const again = await refresh(tokens?.RefreshToken);
    expect(again.AuthenticationResult).not.toHaveProperty('RefreshToken');
    const { origin_jti, auth_time, jti } = decodeJwt(again.AuthenticationResult?.AccessToken ?? '');
    expect({ origin_jti, auth_time }).toEqual({ origin_jti: access.origin_jti, auth_time: access.auth_time });
    expect(jti).not.toBe(access.jti);
  });

  it('says the same of a wrong password and of nobody, by both ways in', async () => {
    const { client, her, ClientId, signIn } = await anna();
    expect(await failure(signIn('wrong'))).toBe(WRONG);
    expect(await failure(signIn(ANNA.password, 'nobody@partner.example'))).toBe(WRONG);
    const admin = (PASSWORD: string) =>
      client.send(
        new AdminInitiateAuthCommand({
          UserPoolId: her.UserPoolId,
          ClientId,
          AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME: her.Username, PASSWORD },
        }),
      );
    expect(await failure(admin('wrong'))).toBe(WRONG);
    expect((await admin(ANNA.password)).AuthenticationResult?.AccessToken).toBeDefined();
  });

  it('invites by mail, and asks for a password of its policy before anything else', async () => {
    const { cloud, client, her, ClientId, signIn } = await anna();
    const Username = 'ben@partner.example';
    const UserAttributes = [{ Name: 'email', Value: Username }];
    const invite = (DesiredDeliveryMediums?: ['EMAIL']) =>
      client.send(
        new AdminCreateUserCommand({ UserPoolId: her.UserPoolId, Username, UserAttributes, DesiredDeliveryMediums }),
      );
    expect(await failure(invite())).toMatch(/^InvalidParameterException/);
    const { User } = await invite(['EMAIL']);
    expect(User).toMatchObject({ UserStatus: 'FORCE_CHANGE_PASSWORD', UserCreateDate: expect.any(Date) });
    expect(cloud.outbox()).toMatchObject([{ to: [Username], subject: 'Your temporary password' }]);
    expect(await failure(invite(['EMAIL']))).toMatch(/^UsernameExistsException/);
    const temporary = lastCode(cloud);
    expect(await failure(signIn('guessed', Username))).toBe(WRONG);
    const asked = await signIn(temporary, Username);
    expect(asked).toMatchObject({ ChallengeName: 'NEW_PASSWORD_REQUIRED' });
    const answer = (NEW_PASSWORD: string, Session = asked.Session) =>
      client.send(
        new RespondToAuthChallengeCommand({
          ClientId,
          ChallengeName: 'NEW_PASSWORD_REQUIRED',
          Session,
          ChallengeResponses: { USERNAME: Username, NEW_PASSWORD },
        }),
      );
    expect(await failure(answer(NEW_PASSWORD, 'made-up'))).toBe(
      'NotAuthorizedException: Invalid session for the user.',
    );
    expect(await failure(answer('short'))).toMatch(/^InvalidPasswordException: .*not long enough/);
    expect((await answer(NEW_PASSWORD)).AuthenticationResult?.RefreshToken).toBeDefined();
    expect(await failure(answer(NEW_PASSWORD))).toMatch(/Invalid session/);
    expect((await signIn(NEW_PASSWORD, Username)).AuthenticationResult).toBeDefined();
  });

  it('forgets a sign-in after the days that its client says, and a question after three minutes', async () => {
    const { client, ClientId, her, signIn, refresh } = await anna();
    const { AuthenticationResult } = await signIn(ANNA.password);
    await client.send(new AdminSetUserPasswordCommand({ ...her, Password: NEW_PASSWORD }));
    const { ChallengeName, Session } = await signIn(NEW_PASSWORD);
    pass(4 * MINUTE);
    const ChallengeResponses = { USERNAME: her.Username, NEW_PASSWORD: ANNA.password };
    const answer = new RespondToAuthChallengeCommand({ ClientId, ChallengeName, Session, ChallengeResponses });
    expect(await failure(client.send(answer))).toMatch(/Invalid session/);
    pass(29 * 24 * 60 * MINUTE);
    expect((await refresh(AuthenticationResult?.RefreshToken)).AuthenticationResult).toBeDefined();
    pass(24 * 60 * MINUTE);
    expect(await failure(refresh(AuthenticationResult?.RefreshToken))).toMatch(/Refresh Token has expired/);
  });

  it.each([
    ['Short-1', 'not long enough'],
    ['NO-LOWERCASE-1', 'lowercase'],
    ['no-uppercase-1', 'uppercase'],
    ['No-numbers-at-all', 'numeric'],
    ['NoSymbols1234', 'symbol'],
  ])('refuses the password %s wherever one is set', async (password, says) => {
    const { client, her, signIn } = await anna();
    const { AuthenticationResult } = await signIn(ANNA.password);
    const set = new AdminSetUserPasswordCommand({ ...her, Password: password, Permanent: true });
    const change = new ChangePasswordCommand({
      AccessToken: AuthenticationResult?.AccessToken,
      PreviousPassword: ANNA.password,
      ProposedPassword: password,
    });
    const problem = new RegExp(`^InvalidPasswordException: .*${says}`);
    expect(await failure(client.send(set))).toMatch(problem);
    expect(await failure(client.send(change))).toMatch(problem);
  });

  it('changes a password for who knows the old one', async () => {
    const { client, signIn } = await anna();
    const { AuthenticationResult } = await signIn(ANNA.password);
    const change = (PreviousPassword: string) =>
      client.send(
        new ChangePasswordCommand({
          AccessToken: AuthenticationResult?.AccessToken,
          PreviousPassword,
          ProposedPassword: NEW_PASSWORD,
        }),
      );
    expect(await failure(change('wrong'))).toBe(WRONG);
    await change(ANNA.password);
    expect(await failure(signIn(ANNA.password))).toBe(WRONG);
    expect((await signIn(NEW_PASSWORD)).AuthenticationResult).toBeDefined();
  });
});

it('asks for the second factor of whoever has set one up', async () => {
  const { client, ClientId, sub, signIn, refresh } = await anna();
  const totp = createRequire(import.meta.url)('cognito-local/lib/services/totp.js');
  const AccessToken = (await signIn(ANNA.password)).AuthenticationResult?.AccessToken;
  const { SecretCode } = await client.send(new AssociateSoftwareTokenCommand({ AccessToken }));
  await client.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode: totp.generate(SecretCode) }));
  const answer = async (code: string) => {
    const { ChallengeName, Session } = await signIn(ANNA.password);
    expect(ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
    const ChallengeResponses = { USERNAME: sub, SOFTWARE_TOKEN_MFA_CODE: code };
    return client.send(new RespondToAuthChallengeCommand({ ClientId, ChallengeName, Session, ChallengeResponses }));
  };
  expect(await failure(answer('000'))).toMatch(/^CodeMismatchException/);
  const { Session } = await signIn(ANNA.password);
  const other = new RespondToAuthChallengeCommand({
    ClientId,
    ChallengeName: 'NEW_PASSWORD_REQUIRED',
    Session,
    ChallengeResponses: { USERNAME: sub, NEW_PASSWORD },
  });
  expect(await failure(client.send(other))).toMatch(/Invalid session/);
  const { AuthenticationResult } = await answer(totp.generate(SecretCode));
  expect((await refresh(AuthenticationResult?.RefreshToken)).AuthenticationResult).toBeDefined();
});

describe('a forgotten password', () => {
  it('is set anew with the code that was mailed', async () => {
    const { cloud, client, her, ClientId, signIn } = await anna();
    const { Username } = her;
    const sent = await client.send(new ForgotPasswordCommand({ ClientId, Username }));
    expect(sent.CodeDeliveryDetails).toEqual({
      AttributeName: 'email',
      DeliveryMedium: 'EMAIL',
      Destination: 'a***@p***',
    });
    expect(cloud.outbox()).toMatchObject([{ to: [Username], subject: 'Your verification code' }]);
    const confirm = (ConfirmationCode: string) =>
      client.send(new ConfirmForgotPasswordCommand({ ClientId, Username, ConfirmationCode, Password: NEW_PASSWORD }));
    const code = lastCode(cloud);
    expect(await failure(confirm(code === '123456' ? '654321' : '123456'))).toMatch(/^CodeMismatchException/);
    pass(61 * MINUTE);
    expect(await failure(confirm(code))).toMatch(/^ExpiredCodeException/);
    vi.useRealTimers();
    await confirm(code);
    expect(await failure(confirm(code))).toMatch(/^CodeMismatchException/);
    expect((await signIn(NEW_PASSWORD)).AuthenticationResult).toBeDefined();
  });

  it('tells nobody who is a user', async () => {
    const { cloud, client, ClientId } = await anna();
    const forgot = new ForgotPasswordCommand({ ClientId, Username: 'nobody@partner.example' });
    expect((await client.send(forgot)).CodeDeliveryDetails?.Destination).toBe('n***@p***');
    expect(cloud.outbox()).toEqual([]);
  });

  it('can be demanded by operations: the old one is of no use any more', async () => {
    const { cloud, client, her, ClientId, signIn, status } = await anna();
    await client.send(new AdminResetUserPasswordCommand(her));
    expect(await status()).toBe('RESET_REQUIRED');
    expect(await failure(signIn(ANNA.password))).toMatch(/^PasswordResetRequiredException/);
    const { Username } = her;
    const ConfirmationCode = lastCode(cloud);
    await client.send(
      new ConfirmForgotPasswordCommand({ ClientId, Username, ConfirmationCode, Password: NEW_PASSWORD }),
    );
    expect((await signIn(NEW_PASSWORD)).AuthenticationResult).toBeDefined();
  });
});

describe('signing out everywhere', () => {
  it.each(['by oneself', 'by operations', 'by being disabled'])('ends every session: %s', async (who) => {
    const { client, her, signIn, refresh } = await anna();
    const [here, there] = [await signIn(ANNA.password), await signIn(ANNA.password)];
    const AccessToken = here.AuthenticationResult?.AccessToken;
    if (who === 'by oneself') await client.send(new GlobalSignOutCommand({ AccessToken }));
    else if (who === 'by operations') await client.send(new AdminUserGlobalSignOutCommand(her));
    else await client.send(new AdminDisableUserCommand(her));
    expect(await failure(refresh(here.AuthenticationResult?.RefreshToken))).toBe(REVOKED);
    expect(await failure(refresh(there.AuthenticationResult?.RefreshToken))).toBe(REVOKED);
    const look = client.send(new GetUserCommand({ AccessToken }));
    expect(await failure(look)).toBe('NotAuthorizedException: Access Token has been revoked');
    const again = signIn(ANNA.password);
    if (who === 'by being disabled') expect(await failure(again)).toBe('NotAuthorizedException: User is disabled.');
    else expect((await again).AuthenticationResult).toBeDefined();
  });

  it('is not signing out here: revoking one token leaves the other session', async () => {
    const { client, ClientId, signIn, refresh } = await anna();
    const [here, there] = [await signIn(ANNA.password), await signIn(ANNA.password)];
    const Token = here.AuthenticationResult?.RefreshToken;
    await client.send(new RevokeTokenCommand({ ClientId, Token }));
    expect(await failure(refresh(Token))).toBe(REVOKED);
    expect((await refresh(there.AuthenticationResult?.RefreshToken)).AuthenticationResult).toBeDefined();
  });
});

describe('the log-in address', () => {
  it('is changed by operations, not to one that is taken, and not with an access token', async () => {
    const { cloud, client, her, signIn } = await anna();
    await addUser(cloud, { ...ANNA, email: 'ben@partner.example' });
    const change = (email: string) =>
      client.send(
        new AdminUpdateUserAttributesCommand({
          ...her,
          UserAttributes: [
            { Name: 'email', Value: email },
            { Name: 'email_verified', Value: 'true' },
          ],
        }),
      );
    expect(await failure(change('Ben@partner.example'))).toMatch(/^AliasExistsException/);
    const { AuthenticationResult } = await signIn(ANNA.password);
    const own = new UpdateUserAttributesCommand({
      AccessToken: AuthenticationResult?.AccessToken,
      UserAttributes: [{ Name: 'email', Value: 'thief@elsewhere.example' }],
    });
    expect(await failure(client.send(own))).toMatch(/^NotAuthorizedException: .*unauthorized attribute/);
    await change('anna@new.example');
    expect(await failure(signIn(ANNA.password))).toBe(WRONG);
    expect((await signIn(ANNA.password, 'anna@new.example')).AuthenticationResult).toBeDefined();
  });
});

describe('what is not there', () => {
  it('is refused by its name', async () => {
    const { client, her, ClientId } = await anna();
    const AuthParameters = { USERNAME: her.Username, SRP_A: 'a' };
    const srp = new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters });
    expect(await failure(client.send(srp))).toMatch(/USER_SRP_AUTH is not answered/);
    expect(await failure(client.send(new DeleteUserCommand({ AccessToken: 'a' })))).toMatch(
      /DeleteUser is not answered/,
    );
    const nobody = new AdminGetUserCommand({ ...her, Username: 'nobody@partner.example' });
    expect(await failure(client.send(nobody))).toBe('UserNotFoundException: User does not exist.');
    const elsewhere = new AdminGetUserCommand({ ...her, UserPoolId: 'us-east-1_elsewhere' });
    expect(await failure(client.send(elsewhere))).toMatch(/^ResourceNotFoundException/);
  });

  it.each([
    ['Users', { LambdaConfig: { PreSignUp: 'a' } }, /Users\.LambdaConfig\.PreSignUp is not run/],
    ['Users', { LambdaConfig: { PostConfirmation: 'nobody' } }, /nobody/],
    ['Users', { DeviceConfiguration: {} }, /Users\.DeviceConfiguration is not run/],
    ['Users', { AdminCreateUserConfig: {} }, /Users\.AdminCreateUserConfig/],
    ['Users', { EnabledMfas: ['SMS_MFA'] }, /Users\.EnabledMfas/],
    ['Portal', { GenerateSecret: true }, /Portal\.GenerateSecret/],
    ['Portal', { PreventUserExistenceErrors: 'LEGACY' }, /Portal\.PreventUserExistenceErrors/],
  ] as const)('is refused at start: %s %j', async (name, change, says) => {
    const { Type, Properties } = POOL[name];
    const resources = { ...POOL, [name]: { Type, Properties: { ...Properties, ...change } } };
    await expect(startFixture({ resources })).rejects.toThrow(says);
  });

  it('is a pool in most stacks: nothing is answered then', async () => {
    const cloud = await startFixture({});
    expect(cloud.userPool).toEqual({ id: '', clientId: '', issuer: '' });
    expect(await failure(clientOf(cloud).send(new GetUserCommand({ AccessToken: 'a' })))).toMatch(/is not answered/);
  });
});

it('users, passwords, groups, sessions and mails survive a restart with a state directory', async () => {
  const assembly = writeAssembly({ resources: POOL });
  const stateDir = `${assembly.directory}/state`;
  const first = await startFixture(assembly, { stateDir });
  const before = await withAnna(first);
  const { AuthenticationResult } = await before.signIn(ANNA.password);
  await before.client.send(new ForgotPasswordCommand({ ClientId: before.ClientId, Username: ANNA.email }));
  await first.stop();

  const second = await startFixture(assembly, { stateDir });
  const { client, her, signIn, refresh } = asAnna(second);
  expect((await signIn(ANNA.password)).AuthenticationResult).toBeDefined();
  const token = (await refresh(AuthenticationResult?.RefreshToken)).AuthenticationResult?.AccessToken ?? '';
  expect(decodeJwt(token)).toMatchObject({ sub: before.sub, 'cognito:groups': ['operations', 'partners'] });
  const { Groups } = await client.send(new AdminListGroupsForUserCommand(her));
  expect(Groups?.map(({ GroupName }) => GroupName).sort()).toEqual(['operations', 'partners']);
  expect(second.outbox()).toEqual(first.outbox());
  expect(second.outbox()).toHaveLength(1);
  expect(await addUser(second, { ...ANNA, password: NEW_PASSWORD })).toBe(before.sub);
  expect((await signIn(NEW_PASSWORD)).AuthenticationResult).toBeDefined();
});
