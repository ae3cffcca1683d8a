/** One assignment as an edge between a comparison and an annotator, by their indices. */
export interface Edge {
  comparison: number;
  annotator: number;
}

/**
 * Draws which assignments show B on the left, so that at every comparison and at every annotator the two ways differ by at most one.
 *
 * The assignments are the edges of a graph with two parts. Where a vertex has an odd number of edges, one is added to a vertex of the
 * other part that stands for nobody; then every vertex has an even number, the graph falls into closed walks, and each walk, having even
 * length because the graph has two parts, is coloured in turn. Leaving the added edges out again costs each vertex at most one.
 *
 * @param edges - In an order that has been shuffled: it decides the walks. Each walk's first colour is drawn.
 * @param coin - Returns 0 or 1, evenly.
 * @returns Per edge, whether it is swapped. O(edges).
 */
export function drawSides(edges: readonly Edge[], comparisons: number, annotators: number, coin: () => number): boolean[] {
  const graph = buildGraph(edges, comparisons, annotators);
  const swapped = new Uint8Array(graph.from.length);
  const used = new Uint8Array(graph.from.length);
  const cursor = graph.start.slice(0, -1);

  for (let vertex = 0; vertex < cursor.length; vertex++) {
    for (let edge = nextUnused(graph, cursor, used, vertex); edge !== -1; edge = nextUnused(graph, cursor, used, vertex)) {
      let colour = coin();
      let at = vertex;
      for (let step = edge; step !== -1; step = nextUnused(graph, cursor, used, at)) {
        used[step] = 1;
        swapped[step] = colour;
        colour = 1 - colour;
        at = graph.from[step] === at ? (graph.to[step] ?? 0) : (graph.from[step] ?? 0);
      }
    }
  }
  return edges.map((_, index) => swapped[index] === 1);
}

interface Graph {
  /** The vertices of each edge: its comparison, its annotator. The edges that were added come last. */
  from: Uint32Array;
  to: Uint32Array;
  /** The edges of vertex v are `incident[start[v]]` to `incident[start[v + 1] - 1]`. */
  start: Uint32Array;
  incident: Uint32Array;
}

// Vertices: comparisons, then annotators, then nobody-the-annotator and nobody-the-comparison.
function buildGraph(edges: readonly Edge[], comparisons: number, annotators: number): Graph {
  const nobodyLabels = comparisons + annotators;
  const nobodyIsLabelled = nobodyLabels + 1;
  const degree = new Uint32Array(nobodyIsLabelled + 1);
  const from: number[] = [];
  const to: number[] = [];
  const connect = (a: number, b: number) => {
    from.push(a);
    to.push(b);
    degree[a] = (degree[a] ?? 0) + 1;
    degree[b] = (degree[b] ?? 0) + 1;
  };
  for (const edge of edges) connect(edge.comparison, comparisons + edge.annotator);
  for (let vertex = 0; vertex < nobodyLabels; vertex++) {
    if ((degree[vertex] ?? 0) % 2 === 0) continue;
    if (vertex < comparisons) connect(vertex, nobodyLabels);
    else connect(nobodyIsLabelled, vertex);
  }
  // The degrees of each part sum to the number of edges, so both nobodies are odd or neither is.
  if ((degree[nobodyLabels] ?? 0) % 2 === 1) connect(nobodyIsLabelled, nobodyLabels);
  return { from: Uint32Array.from(from), to: Uint32Array.from(to), ...toIncidence(from, to, degree) };
}

function toIncidence(from: readonly number[], to: readonly number[], degree: Uint32Array): Pick<Graph, "start" | "incident"> {
  const start = new Uint32Array(degree.length + 1);
  for (let vertex = 0; vertex < degree.length; vertex++) start[vertex + 1] = (start[vertex] ?? 0) + (degree[vertex] ?? 0);
  const place = start.slice();
  const incident = new Uint32Array(from.length * 2);
  for (const ends of [from, to]) {
    for (const [edge, vertex] of ends.entries()) {
      const at = place[vertex] ?? 0;
      incident[at] = edge;
      place[vertex] = at + 1;
    }
  }
  return { start, incident };
}

function nextUnused(graph: Graph, cursor: Uint32Array, used: Uint8Array, vertex: number): number {
  const end = graph.start[vertex + 1] ?? 0;
  for (let at = cursor[vertex] ?? 0; at < end; at++) {
    const edge = graph.incident[at] ?? 0;
    if (used[edge] !== 1) {
      cursor[vertex] = at;
      return edge;
    }
  }
  cursor[vertex] = end;
  return -1;
}
