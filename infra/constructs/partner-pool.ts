/** Who may sign in: partners and staff, by e-mail and password. Nobody signs up: operations invites. */
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AccountRecovery,
  ClientAttributes,
  FeaturePlan,
  Mfa,
  UserPool,
  type UserPoolClient,
  UserPoolEmail,
  UserPoolOperation,
} from 'aws-cdk-lib/aws-cognito';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { USER_GROUPS } from '../../shared/contracts/user-groups.ts';
import type { Stage } from '../config.ts';
import { acknowledge } from './acknowledge.ts';
import { grantActions } from './grant-actions.ts';

export interface PartnerPoolProps {
  readonly stage: Stage;
  /** An address whose domain SES has verified in this region. @default Cognito's own sender, at most 50 mails a day */
  readonly sender?: string;
}

/** What functions do to users of the pool, by what it is for: each is given what it does and no more. */
const ADMIN_ACTIONS = {
  /** Of the partner who calls, before a change of the PayPal address or the log-in e-mail. */
  passwordChecks: ['AdminGetUser', 'AdminInitiateAuth', 'AdminRespondToAuthChallenge'],
  /** Once the new address is confirmed, or by operations. */
  loginEmails: ['AdminUpdateUserAttributes'],
  signOuts: ['AdminUserGlobalSignOut'],
  /** Makes users, and their passwords and second factors void. */
  invitations: [
    'AdminAddUserToGroup',
    'AdminCreateUser',
    'AdminGetUser',
    'AdminListGroupsForUser',
    'AdminSetUserMFAPreference',
    'AdminSetUserPassword',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type PoolWork = keyof typeof ADMIN_ACTIONS;

const DESCRIPTIONS: Readonly<Record<keyof typeof USER_GROUPS, string>> = {
  partners: 'Partners of the program: their own settings, earnings and payouts',
  operations: 'Staff who look after partners and runs',
  finance: 'Staff who may also do what moves money',
};

/** The domain is what SES has verified: no mail has to be answered for each new address. */
const mailFrom = (sender: string, sesRegion: string): UserPoolEmail =>
  UserPoolEmail.withSES({ fromEmail: sender, sesVerifiedDomain: sender.split('@').at(-1) ?? '', sesRegion });

export class PartnerPool extends Construct {
  readonly pool: UserPool;
  /** The portal's: in a browser there is no secret to keep. */
  readonly client: UserPoolClient;

  constructor(scope: Construct, id: string, { stage, sender }: PartnerPoolProps) {
    super(scope, id);
    this.pool = new UserPool(this, 'Pool', {
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      // Until a new address is confirmed the old one is the log-in.
      keepOriginal: { email: true },
      selfSignUpEnabled: false,
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      userInvitation: {
        emailSubject: 'Your invitation to the Partner Center',
        emailBody:
          'Sign in with {username} and the password {####} within three days, and choose a password of your own.',
      },
      userVerification: {
        emailSubject: 'Your code for the Partner Center',
        emailBody:
          'Your code is {####}. If you did not ask for it, somebody else typed your address: do not pass it on.',
      },
      mfa: Mfa.OPTIONAL,
      // A text message can be diverted by whoever talks a phone company into a new card.
      mfaSecondFactor: { otp: true, sms: false },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      featurePlan: FeaturePlan.LITE,
      deletionProtection: stage.keepsData,
      removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      ...(sender !== undefined && {
        email: mailFrom(sender, Stack.of(this).region),
      }),
    });
    acknowledge(
      this.pool,
      'AwsSolutions-COG2',
      'A second factor is offered, not forced: most partners sign in a few times a year. What moves money asks for the password anew.',
    );
    acknowledge(
      this.pool,
      'AwsSolutions-COG8',
      'Threat protection needs the Plus plan, at several times the price a user. A stolen log-in alone diverts nothing: a changed PayPal address is confirmed by mail and cools down.',
    );
    for (const [group, groupName] of Object.entries(USER_GROUPS)) {
      this.pool.addGroup(group, { groupName, description: DESCRIPTIONS[group as keyof typeof USER_GROUPS] });
    }
    this.client = this.pool.addClient('Portal', {
      generateSecret: false,
      authFlows: { userPassword: true, userSrp: true, adminUserPassword: true },
      disableOAuth: true,
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.minutes(60),
      idTokenValidity: Duration.minutes(60),
      refreshTokenValidity: Duration.days(30),
      // Whoever has an access token could otherwise set the e-mail with a call to Cognito, past our confirmation.
      writeAttributes: new ClientAttributes().withStandardAttributes({ locale: true }),
    });
  }

  /** Where browsers sign in: the service's own address in this region. */
  get endpoint(): string {
    const { region, urlSuffix } = Stack.of(this);
    return `https://cognito-idp.${region}.${urlSuffix}`;
  }

  /** The pool takes a forgotten password by itself: this function is told. It may need nothing of the pool: neither could be made first. */
  tellOfChosenPasswords(lambda: IFunction): void {
    this.pool.addTrigger(UserPoolOperation.POST_CONFIRMATION, lambda);
  }

  grantAdmin(grantee: IGrantable, work: PoolWork): void {
    grantActions(
      grantee,
      ADMIN_ACTIONS[work].map((action) => `cognito-idp:${action}`),
      this.pool.userPoolArn,
    );
  }
}
