/** The ledger: one on-demand table under (pk, sk) that can be wound back to any second of the last 35 days. */
import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Stage } from '../config.ts';
import { grantActions } from './grant-actions.ts';

/** Transactions need the actions of the writes they are made of, and ConditionCheckItem. Nothing scans. */
const READ = ['GetItem', 'BatchGetItem', 'Query'];
const READ_AND_WRITE = [...READ, 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'];

export class LedgerTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      // Links that were never used are cleared away; nothing waits for that.
      timeToLiveAttribute: 'ttl',
      // Names and addresses stand in it: under the account's own key every use of the key shows in CloudTrail.
      encryption: TableEncryption.AWS_MANAGED,
      deletionProtection: stage.keepsData,
      removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }

  grantRead(grantee: IGrantable): void {
    grantActions(grantee, READ.map(inDynamoDb), this.table.tableArn);
  }

  grantReadWrite(grantee: IGrantable): void {
    grantActions(grantee, READ_AND_WRITE.map(inDynamoDb), this.table.tableArn);
  }

  grantBatchWrite(grantee: IGrantable): void {
    grantActions(grantee, ['dynamodb:BatchWriteItem'], this.table.tableArn);
  }
}

const inDynamoDb = (action: string): string => `dynamodb:${action}`;
