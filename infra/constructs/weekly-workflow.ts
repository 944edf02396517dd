/** The Friday run as a Standard state machine: its role, its log and its place among the functions it calls. */
import { ArnFormat, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { type IRole, Policy, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import {
  type CfnStateMachine,
  DefinitionBody,
  LogLevel,
  StateMachine,
  StateMachineType,
} from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { findUnsupported } from '../../shared/contracts/workflow-subset.ts';
import type { Stage } from '../config.ts';
import { acknowledge } from './acknowledge.ts';
import { grantActions } from './grant-actions.ts';
import type { PayoutFunctions } from './payout-functions.ts';
import { readDefinition } from './read-definition.ts';
import { STEP_FUNCTIONS, weeklySteps } from './weekly-steps.ts';

export interface WeeklyWorkflowProps {
  readonly stage: Stage;
  readonly functions: PayoutFunctions;
}

/** What Step Functions needs to deliver its log; none of these actions knows resources. */
const LOG_DELIVERY = [
  'logs:CreateLogDelivery',
  'logs:GetLogDelivery',
  'logs:UpdateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:DescribeResourcePolicies',
  'logs:DescribeLogGroups',
];

export class WeeklyWorkflow extends Construct {
  readonly machine: StateMachine;

  constructor(scope: Construct, id: string, props: WeeklyWorkflowProps) {
    super(scope, id);
    this.machine = new StateMachine(this, 'StateMachine', {
      comment: 'The weekly payout run',
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromChainable(weeklySteps(this, (name) => props.functions.named(name))),
      // The library's own grants would add every version and alias of each function: the role is written by hand.
      role: this.role(props.functions).withoutPolicyUpdates(),
      // A run waits for PayPal less than a week; one that follows it in the same execution, less than another.
      timeout: Duration.days(14),
      logs: {
        destination: this.log(props.stage),
        level: LogLevel.ERROR,
        includeExecutionData: false,
      },
      tracingEnabled: false,
    });
    acknowledge(
      this.machine,
      'AwsSolutions-SF1',
      'A Standard workflow keeps every event of an execution for 90 days by itself; the log is for errors, and holds no payloads.',
    );
    acknowledge(
      this.machine,
      'AwsSolutions-SF2',
      'The functions carry no tracer (60 ms of every cold start), and the execution history times each step already.',
    );
    const openRun = props.functions.named('open-run');
    this.letSeeExecutions('OpenRunMayDescribeExecutions', openRun.role, ['states:DescribeExecution']);
    this.node.addValidation({ validate: () => this.unsupported() });
  }

  private role(functions: PayoutFunctions): Role {
    const invoke = new PolicyStatement({
      actions: ['lambda:InvokeFunction'],
      resources: STEP_FUNCTIONS.map((name) => functions.named(name).functionArn),
    });
    // Inline, so that it is there before the state machine, which is refused when it may not write its log.
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('states.amazonaws.com'),
      inlinePolicies: {
        InvokeSteps: new PolicyDocument({ statements: [invoke] }),
        DeliverLog: new PolicyDocument({
          statements: [new PolicyStatement({ actions: LOG_DELIVERY, resources: ['*'] })],
        }),
      },
    });
    acknowledge(
      role,
      'AwsSolutions-IAM5[Resource::*]',
      'Log delivery is set up for the account: its actions take no resource.',
    );
    return role;
  }

  private log(stage: Stage): LogGroup {
    return new LogGroup(this, 'Log', {
      // Under this prefix the account's log policy, limited to 5,120 characters, need not name each group.
      logGroupName: `/aws/vendedlogs/states/${Stack.of(this).stackName}-weekly-payout`,
      retention: stage.logRetentionDays,
      removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }

  /** Starts runs by hand, and looks at what became of them. */
  grantOperate({ role, node }: Lambda): void {
    if (!role) throw new Error(`${node.path} has no role of its own`);
    const onMachine = ['states:StartExecution', 'states:ListExecutions', 'states:DescribeStateMachine'];
    grantActions(role, onMachine, this.machine.stateMachineArn);
    this.letSeeExecutions('OperationsMaySeeExecutions', role, [
      'states:DescribeExecution',
      'states:GetExecutionHistory',
    ]);
  }

  /**
   * OpenRun asks whether the execution that holds a run still lives. The machine knows its functions by their ARNs, so
   * this permission, which needs the machine's name, must not be part of what the function waits for: a policy beside
   * the role instead of in it breaks the circle.
   */
  private letSeeExecutions(id: string, role: IRole | undefined, actions: string[]): void {
    const executions = Stack.of(this).formatArn({
      service: 'states',
      resource: 'execution',
      resourceName: `${this.machine.stateMachineName}:*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    const policy = new Policy(this, id, { statements: [new PolicyStatement({ actions, resources: [executions] })] });
    role?.attachInlinePolicy(policy);
    const machineId = Stack.of(this).getLogicalId(this.machine.node.defaultChild as CfnStateMachine);
    const finding = `Resource::arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:<${machineId}.Name>:*`;
    acknowledge(
      policy,
      `AwsSolutions-IAM5[${finding}]`,
      'An execution has a new name each time: the permission ends at the executions of this machine.',
    );
  }

  private unsupported(): string[] {
    const { definitionString } = this.machine.node.defaultChild as CfnStateMachine;
    const definition = readDefinition(Stack.of(this).resolve(definitionString));
    return findUnsupported(definition).map(({ state, problem }) => `State ${state}: ${problem}`);
  }
}
