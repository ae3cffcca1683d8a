import { crossTabulate, kendallTauB } from "@/lib/stats";
import type { ComparedOrders } from "./types";

interface Rated {
  model: string;
  rating: { estimate: number | null };
}

/** Compares the order of two rankings on the models that both have a rating for. */
export function compareOrders(one: readonly Rated[], other: readonly Rated[]): ComparedOrders {
  const others = new Map(other.map(({ model, rating }) => [model, rating.estimate]));
  const both = one.flatMap(({ model, rating: { estimate: x } }) => {
    const y = others.get(model) ?? null;
    return x === null || y === null ? [] : [{ x, y }];
  });
  let pairs = 0;
  let same = 0;
  for (const [i, a] of both.entries()) {
    for (const b of both.slice(i + 1)) {
      pairs++;
      if ((a.x - b.x) * (a.y - b.y) > 0) same++;
    }
  }
  const x = both.map((model) => model.x);
  const y = both.map((model) => model.y);
  const tau =
    both.length < 2
      ? { estimate: null, reason: "fewer than two models have a strength in both" }
      : kendallTauB(crossTabulate(x, y));
  return { models: both.length, pairs, same, tau };
}
