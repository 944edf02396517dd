/** Asks the workflow service about executions, to tell a run's living owner from a dead one. */
export interface Executions {
  /** `unknown` when the service has forgotten the execution: it is not running. */
  statusOf(executionArn: string): Promise<'running' | 'ended' | 'unknown'>;
}
