/** A session as the graph needs it. */
export interface TreeSession {
  id: string;
  parent_session_id?: string | undefined;
  created_at: string;
}

export interface Place<Node> {
  node: Node;
  /** Counted from 0: the level below the root, and the row. */
  column: number;
  row: number;
}

export interface TreeLayout<Node> {
  places: Place<Node>[];
  /** Pairs of places: a session and one of its sub-agents. */
  edges: { from: Place<Node>; to: Place<Node> }[];
  columns: number;
  rows: number;
}

/** Lays out a session and all below it: levels from left to right, a parent beside the first of its sub-agents, oldest first. */
export function layOutTree<Node extends TreeSession>(sessions: readonly Node[], rootId: string): TreeLayout<Node> {
  const layout: TreeLayout<Node> = { places: [], edges: [], columns: 0, rows: 0 };
  const root = sessions.find(({ id }) => id === rootId);
  if (root !== undefined) put(layout, sessions, { node: root, column: 0, from: null });
  return layout;
}

function put<Node extends TreeSession>(
  layout: TreeLayout<Node>,
  sessions: readonly Node[],
  { node, column, from }: { node: Node; column: number; from: Place<Node> | null },
): void {
  const place = { node, column, row: layout.rows };
  layout.places.push(place);
  if (from !== null) layout.edges.push({ from, to: place });
  layout.columns = Math.max(layout.columns, column + 1);
  const children = sessions
    .filter(({ parent_session_id }) => parent_session_id === node.id)
    .toSorted((left, right) => (left.created_at < right.created_at ? -1 : 1));
  for (const child of children) put(layout, sessions, { node: child, column: column + 1, from: place });
  if (children.length === 0) layout.rows += 1;
}
