/** Calls the function that a pool's template names once a forgotten password is chosen anew, as Cognito does. */
import { isObject } from '../json.ts';
import { ServiceError } from '../json-protocol.ts';
import type { LambdaService } from '../lambda/lambda-service.ts';
import { REGION } from '../template/stack-resources.ts';
import type { PoolUser } from './cognito-local.ts';
import type { PoolSettings } from './pool-settings.ts';

type Functions = Pick<LambdaService, 'find' | 'invoke'>;

/** @throws Error when a pool names a function that the stack has not. */
export function demandTriggers(settings: readonly PoolSettings[], functions: Functions): void {
  for (const { postConfirmation } of settings) if (postConfirmation !== undefined) functions.find(postConfirmation);
}

/** The password is the new one already: a trigger that fails fails the call, and takes nothing back. */
export async function passwordWasChosen(
  { id, postConfirmation }: PoolSettings,
  clientId: string,
  { Username, Attributes, UserStatus }: PoolUser,
  functions: Functions,
): Promise<void> {
  if (postConfirmation === undefined) return;
  const userAttributes = Object.fromEntries(Attributes.map(({ Name, Value }) => [Name, Value]));
  const outcome = await functions.invoke(postConfirmation, {
    version: '1',
    region: REGION,
    userPoolId: id,
    userName: Username,
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId },
    triggerSource: 'PostConfirmation_ConfirmForgotPassword',
    request: { userAttributes: { ...userAttributes, 'cognito:user_status': UserStatus } },
    response: {},
  });
  if (outcome.kind === 'failed') {
    const why = `PostConfirmation failed with error ${outcome.error.errorMessage}.`;
    throw new ServiceError('UserLambdaValidationException', why);
  }
  if (!isObject(JSON.parse(outcome.payload))) {
    throw new ServiceError('InvalidLambdaResponseException', 'Unrecognizable lambda output');
  }
}
