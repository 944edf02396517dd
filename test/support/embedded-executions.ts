/** Starts and watches executions the way operations do: through the SDK. */
import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { EmbeddedCloud } from '../../local/embedded-cloud.ts';
import type { ExecutionInput } from '../../shared/contracts/payout-run.ts';
import { weekEnding } from '../../shared/domain/calendar/week.ts';

export interface EndedExecution {
  readonly status: string;
  readonly error: string | undefined;
  readonly output: Record<string, unknown>;
  /** States in the order in which they were entered. */
  readonly states: readonly string[];
  readonly lastState: string | undefined;
}

type Decision = Pick<Extract<ExecutionInput, { weekEnding: unknown }>, 'release' | 'refuse'>;

/** Starts a week by hand; resolves when the execution was taken. */
export async function startByHand(cloud: EmbeddedCloud, week: string, decision: Decision = {}): Promise<string> {
  const input: ExecutionInput = { weekEnding: weekEnding(week), ...decision };
  return withClient(cloud, async (client) => {
    const { executionArn } = await client.send(
      new StartExecutionCommand({ stateMachineArn: cloud.stateMachineArn(), input: JSON.stringify(input) }),
    );
    return executionArn ?? '';
  });
}

export const runByHand = async (cloud: EmbeddedCloud, week: string, decision?: Decision): Promise<EndedExecution> =>
  endOf(cloud, await startByHand(cloud, week, decision));

/** Fires the Friday rule at an instant, whatever the clock says: the event's ids are new each time. */
export async function fireFriday(cloud: EmbeddedCloud, at: number): Promise<string> {
  const [fired] = await cloud.fireRule('FridayScheduleRule', at);
  if (fired?.kind !== 'execution') throw new Error(`the rule started nothing: ${JSON.stringify(fired)}`);
  return fired.executionArn;
}

export async function endOf(cloud: EmbeddedCloud, executionArn: string): Promise<EndedExecution> {
  await cloud.waitForExecution(executionArn);
  return withClient(cloud, async (client) => {
    const { status = '', error, output } = await client.send(new DescribeExecutionCommand({ executionArn }));
    const states = (await historyOf(client, executionArn)).flatMap(
      ({ stateEnteredEventDetails: entered }) => entered?.name ?? [],
    );
    return { status, error, output: output ? JSON.parse(output) : {}, states, lastState: states.at(-1) };
  });
}

/** How the newest execution ended. */
export const lastEnd = (cloud: EmbeddedCloud): Promise<EndedExecution> =>
  endOf(cloud, cloud.executions()[0]?.executionArn ?? '');

export async function historyOf(client: SFNClient, executionArn: string): Promise<HistoryEvent[]> {
  const events: HistoryEvent[] = [];
  let nextToken: string | undefined;
  do {
    const page = await client.send(new GetExecutionHistoryCommand({ executionArn, nextToken, maxResults: 500 }));
    events.push(...(page.events ?? []));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return events;
}

export async function withClient<T>(cloud: EmbeddedCloud, use: (client: SFNClient) => Promise<T>): Promise<T> {
  const client = new SFNClient(cloud.clientSettings('sfn'));
  try {
    return await use(client);
  } finally {
    client.destroy();
  }
}
