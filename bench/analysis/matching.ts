// Maximum-weight matching as plain TypeScript would do it: the same algorithm as
// `shared/kernels/src/matching.rs`, successive shortest paths with potentials.

export type Edge = { left: number; right: number; weight: number };

/** Pairs gathered by left node: those of l from `start[l]` to `start[l + 1]`, each worth something. */
export type Pairs = { start: Int32Array; to: Int32Array; weight: Float64Array };

/** For each left node its right node, or -1. */
export function maxWeight(left: number, right: number, edges: Edge[]): Int32Array {
  const kept = edges.filter((e) => e.weight > 0);
  const start = new Int32Array(left + 1);
  for (const e of kept) start[e.left + 1]++;
  for (let i = 0; i < left; i++) start[i + 1] += start[i];
  const fill = start.slice();
  const to = new Int32Array(kept.length);
  const weight = new Float64Array(kept.length);
  for (const e of kept) {
    to[fill[e.left]] = e.right;
    weight[fill[e.left]++] = e.weight;
  }
  return matched(right, { start, to, weight });
}

export function matched(right: number, { start, to, weight }: Pairs): Int32Array {
  const left = start.length - 1;
  const partner = new Int32Array(left).fill(-1);
  const owner = new Int32Array(right).fill(-1);
  const pay = new Float64Array(left);
  const price = new Float64Array(right);
  const loss = new Float64Array(right).fill(Infinity);
  const from = new Int32Array(right);
  const settled = new Uint8Array(right);
  const touched: number[] = [];
  const heap = new Heap();

  // Where the best augmenting path so far ends, and what it loses: at a free right node, or at a left node left single.
  let least = 0, free = -1, single = -1;
  /** Goes on from a left node. What loses no less than the best end so far is not worth a step. */
  const relax = (node: number, found: number) => {
    const soFar = found + pay[node];
    for (let e = start[node], end = start[node + 1]; e < end; e++) {
      const r = to[e], reached = soFar + price[r] - weight[e];
      if (reached >= least || reached >= loss[r] || settled[r] === 1) continue;
      if (loss[r] === Infinity) touched.push(r);
      loss[r] = reached;
      from[r] = node;
      if (owner[r] < 0) {
        least = reached;
        free = r;
      } else heap.push(reached, r);
    }
  };

  for (let root = 0; root < left; root++) {
    let best = 0;
    for (let e = start[root]; e < start[root + 1]; e++) {
      const worth = weight[e] - price[to[e]];
      if (worth > best) best = worth;
    }
    pay[root] = least = best;
    free = -1;
    single = root;
    relax(root, 0);
    while (heap.size > 0) {
      const found = heap.least(), r = heap.pop();
      if (settled[r] === 1 || found > loss[r]) continue;
      if (found >= least) break;
      const node = owner[r];
      settled[r] = 1;
      if (found + pay[node] < least) {
        least = found + pay[node];
        free = -1;
        single = node;
      }
      relax(node, found);
    }
    pay[root] -= least;
    for (const r of touched) {
      const nearer = least - loss[r];
      if (settled[r] === 1 && nearer > 0) {
        price[r] += nearer;
        pay[owner[r]] -= nearer;
      }
      loss[r] = Infinity;
      settled[r] = 0;
    }
    touched.length = 0;
    heap.clear();
    let next = free;
    if (free < 0) {
      next = partner[single];
      partner[single] = -1;
    }
    while (next >= 0) {
      const node = from[next];
      const before = partner[node];
      owner[next] = node;
      partner[node] = next;
      if (node === root) break;
      next = before;
    }
  }
  return partner;
}

/** Nodes by key, then by number. */
class Heap {
  private keys: number[] = [];
  private nodes: number[] = [];
  get size() {
    return this.nodes.length;
  }
  least() {
    return this.keys[0];
  }
  clear() {
    this.keys.length = this.nodes.length = 0;
  }
  push(key: number, node: number) {
    const { keys, nodes } = this;
    let at = nodes.length;
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (keys[up] < key || (keys[up] === key && nodes[up] <= node)) break;
      keys[at] = keys[up];
      nodes[at] = nodes[up];
      at = up;
    }
    keys[at] = key;
    nodes[at] = node;
  }
  pop(): number {
    const { keys, nodes } = this;
    const top = nodes[0];
    const key = keys.pop()!;
    const node = nodes.pop()!;
    const size = nodes.length;
    if (size === 0) return top;
    let at = 0;
    for (;;) {
      let down = 2 * at + 1;
      if (down >= size) break;
      const right = down + 1;
      if (right < size && (keys[right] < keys[down] || (keys[right] === keys[down] && nodes[right] < nodes[down]))) {
        down = right;
      }
      if (keys[down] > key || (keys[down] === key && nodes[down] >= node)) break;
      keys[at] = keys[down];
      nodes[at] = nodes[down];
      at = down;
    }
    keys[at] = key;
    nodes[at] = node;
    return top;
  }
}
