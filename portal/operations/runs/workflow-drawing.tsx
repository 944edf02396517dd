/** The state machine as a drawing, with the state that an execution reached. The list of its steps says the same in words. */
import { durationText, REACH_WORDS, reachedStates, type TracedExecution, walkedWays, wayOf } from './reached.ts';
import type { Workflow } from './words.ts';
import { layOutWorkflow } from './workflow-layout.ts';

export interface WorkflowDrawingProps {
  readonly workflow: Workflow;
  readonly execution: TracedExecution;
}

export function WorkflowDrawing({ workflow, execution }: WorkflowDrawingProps) {
  const { width, height, states, ways } = layOutWorkflow(workflow.startAt, workflow.states);
  const reached = reachedStates(execution);
  const walked = walkedWays(execution);
  const label = `The weekly workflow. This execution reached ${execution.reached ?? 'nothing yet'}.`;
  return (
    // Wider than a phone: whoever has no mouse scrolls it with the arrow keys.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by the keyboard
    <section class="drawing" tabIndex={0} aria-label="Drawing of the workflow">
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
        <defs>
          <marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
            <path d="M 0 0 L 8 4 L 0 8 z" class="arrow" />
          </marker>
        </defs>
        {ways.map((way) => (
          <path
            key={`${way.from} ${way.to}`}
            d={way.path}
            class={`way${way.isBack ? ' back' : ''}${walked.has(wayOf(way.from, way.to)) ? ' taken' : ''}`}
            marker-end="url(#arrow)"
          />
        ))}
        {states.map(({ name, x, y, width: w, height: h }) => {
          const state = reached.get(name);
          return (
            <g key={name} class={`state ${state?.reach ?? 'never'}`}>
              <rect x={x} y={y} width={w} height={h} rx={8} />
              <text x={x + w / 2} y={y + (state ? 19 : 27)} text-anchor="middle" class="name">
                {name}
              </text>
              {state && (
                <text x={x + w / 2} y={y + 36} text-anchor="middle" class="more">
                  {REACH_WORDS[state.reach]}
                  {state.last.durationMs !== undefined && `, ${durationText(state.last.durationMs)}`}
                  {state.visits > 1 && `, ${state.visits} times`}
                </text>
              )}
            </g>
          );
        })}
      </svg>
    </section>
  );
}
