/** Where the states of a workflow stand in its drawing: layers from the start down, so that ways lead downwards but those that go back. */

export interface LaidOutState {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface LaidOutWay {
  readonly from: string;
  readonly to: string;
  /** Leads back to a state before it. */
  readonly isBack: boolean;
  /** An SVG path. */
  readonly path: string;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly states: readonly LaidOutState[];
  readonly ways: readonly LaidOutWay[];
}

export interface StateToPlace {
  readonly name: string;
  /** The Map whose iterations it belongs to: it stands beside it. */
  readonly within?: string | undefined;
  readonly transitions: readonly { readonly to: string }[];
}

const NODE = { width: 168, height: 46 };
const GAP = { x: 22, y: 44 };
const MARGIN = 16;
/** For the ways that go back, to the left of everything. */
const BACK_LANE = 22;

export function layOutWorkflow(startAt: string, all: readonly StateToPlace[]): Layout {
  const states = new Map(all.map((state) => [state.name, state]));
  const back = backWays(startAt, states);
  const layers = layersOf(startAt, states, back);
  const rows = new Map<number, string[]>();
  for (const [name, layer] of layers) rows.set(layer, [...(rows.get(layer) ?? []), name]);
  for (const { name, within } of all) {
    const layer = within === undefined ? undefined : layers.get(within);
    if (layer !== undefined) rows.get(layer)?.push(name);
  }
  const lanes = [...back].length;
  const left = MARGIN + BACK_LANE * lanes;
  const placed = new Map<string, LaidOutState>();
  for (const [layer, names] of rows)
    for (const [column, name] of names.entries())
      placed.set(name, {
        name,
        x: left + column * (NODE.width + GAP.x),
        y: MARGIN + layer * (NODE.height + GAP.y),
        ...NODE,
      });
  const ways: LaidOutWay[] = [];
  let lane = 0;
  for (const { name, transitions } of all)
    for (const { to } of transitions) {
      const [source, target] = [placed.get(name), placed.get(to)];
      if (!source || !target) continue;
      const isBack = back.has(wayOf(name, to));
      if (isBack) lane += 1;
      ways.push({
        from: name,
        to,
        isBack,
        path: isBack ? backPath(source, target, lane) : forwardPath(source, target),
      });
    }
  const nodes = [...placed.values()];
  return {
    width: Math.max(...nodes.map(({ x }) => x + NODE.width)) + MARGIN,
    height: Math.max(...nodes.map(({ y }) => y + NODE.height)) + MARGIN,
    states: nodes,
    ways,
  };
}

const wayOf = (from: string, to: string): string => `${from} → ${to}`;

/** Those that lead to a state which is on the way to where they begin. */
function backWays(startAt: string, states: ReadonlyMap<string, StateToPlace>): ReadonlySet<string> {
  const back = new Set<string>();
  const done = new Set<string>();
  const visit = (name: string, above: ReadonlySet<string>): void => {
    const here = new Set([...above, name]);
    for (const { to } of states.get(name)?.transitions ?? []) {
      if (here.has(to)) back.add(wayOf(name, to));
      else if (!done.has(to)) visit(to, here);
    }
    done.add(name);
  };
  visit(startAt, new Set());
  return back;
}

/** As far down as the longest way to a state is, leaving out those that go back. */
function layersOf(
  startAt: string,
  states: ReadonlyMap<string, StateToPlace>,
  back: ReadonlySet<string>,
): ReadonlyMap<string, number> {
  const layers = new Map<string, number>();
  const push = (name: string, layer: number): void => {
    if ((layers.get(name) ?? -1) >= layer) return;
    layers.set(name, layer);
    for (const { to } of states.get(name)?.transitions ?? []) if (!back.has(wayOf(name, to))) push(to, layer + 1);
  };
  push(startAt, 0);
  return layers;
}

function forwardPath(source: LaidOutState, target: LaidOutState): string {
  if (source.y === target.y) {
    const y = source.y + NODE.height / 2;
    return `M ${source.x + NODE.width} ${y} L ${target.x} ${y}`;
  }
  const [x1, y1] = [source.x + NODE.width / 2, source.y + NODE.height];
  const [x2, y2] = [target.x + NODE.width / 2, target.y];
  const middle = (y1 + y2) / 2;
  return `M ${x1} ${y1} C ${x1} ${middle}, ${x2} ${middle}, ${x2} ${y2}`;
}

/** Out at the left, up a lane of its own, and in at the left again. */
function backPath(source: LaidOutState, target: LaidOutState, lane: number): string {
  const x = MARGIN + BACK_LANE * (lane - 1) + BACK_LANE / 2;
  const [y1, y2] = [source.y + NODE.height / 2 + 8, target.y + NODE.height / 2 - 8 + lane * 4];
  return `M ${source.x} ${y1} H ${x} V ${y2} H ${target.x}`;
}
