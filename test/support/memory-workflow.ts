/** The workflow service over a program in memory: executions run when a test lets them, and are remembered as Step Functions does. */
import { executionInputSchema } from '../../shared/contracts/payout-run.ts';
import { instant } from '../../shared/domain/calendar/time-zone.ts';
import type { ExecutionDetails, ExecutionEvent, WorkflowExecutions } from '../../shared/ports/executions.ts';
import type { MemoryProgram } from './memory-program.ts';

type Kept = { -readonly [Name in keyof ExecutionDetails]: ExecutionDetails[Name] };

const ARN = 'arn:execution:';

export class MemoryWorkflow implements WorkflowExecutions {
  /** The newest first. */
  readonly executions: Kept[] = [];
  readonly histories = new Map<string, ExecutionEvent[]>();
  /** The process that starts dies right after Step Functions took the start. */
  diesAfterStart = false;
  readonly #program: MemoryProgram;

  constructor(program: MemoryProgram) {
    this.#program = program;
  }

  /** A Friday as the rule starts it, run to its end. */
  async friday(day: string): Promise<void> {
    this.#program.moveTo(day);
    const scheduledTime = new Date(this.#program.time).toISOString();
    await this.start({ name: `friday-${day}`, input: JSON.stringify({ scheduledTime }) });
    await this.work();
  }

  /** Everything that was started runs to its end, in the order of the starts. */
  async work(): Promise<void> {
    for (const execution of this.executions.filter(({ status }) => status === 'running').reverse()) {
      try {
        await this.#program.run(executionInputSchema.parse(JSON.parse(execution.input)), execution.arn);
        execution.status = 'succeeded';
      } catch (error) {
        execution.status = 'failed';
        execution.error = (error as Error).name;
      }
      execution.stoppedAt = this.#now();
    }
  }

  async statusOf(arn: string) {
    const found = this.executions.find((execution) => execution.arn === arn);
    if (!found) return 'unknown';
    return found.status === 'running' ? 'running' : 'ended';
  }

  async start({ name, input }: { name: string; input: string }) {
    const found = this.executions.find((execution) => execution.name === name);
    if (found && (found.status !== 'running' || found.input !== input)) return 'name-taken' as const;
    const execution = found ?? {
      name,
      arn: `${ARN}${name}`,
      status: 'running' as const,
      startedAt: this.#now(),
      input,
    };
    if (!found) this.executions.unshift(execution);
    if (this.diesAfterStart) throw new Error('the process died before it had the answer');
    return { startedAt: execution.startedAt };
  }

  async *list() {
    yield* this.executions;
  }

  async describe(name: string) {
    return this.executions.find((execution) => execution.name === name);
  }

  async history(name: string) {
    return this.histories.get(name) ?? [];
  }

  async definition() {
    return '{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}';
  }

  #now() {
    return instant(this.#program.time);
  }
}
