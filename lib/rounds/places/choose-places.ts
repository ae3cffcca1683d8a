/** A comparison with an open place for somebody, as `chooseFrom` orders them. */
export interface OpenPlace {
  comparisonId: string;
  /** Higher comes first, whatever that does to anyone's balance. */
  priority: number;
  /** Of those who have it: how many more see B on the left than A. */
  balance: number;
  /** How the person saw it before, where they had reserved it once; null when they never did. */
  swapped: boolean | null;
}

/** A comparison that somebody gets, and which way round. */
export interface ChosenPlace {
  comparisonId: string;
  /** True: response B is on the left. */
  swapped: boolean;
}

/**
 * Chooses comparisons for one person from those that are open, and their sides. Each comparison gets the side that fewer of its people see,
 * so that it stays balanced to within one; where they are even the person's own balance decides, then a coin. A comparison that would put
 * the person off balance is passed over while another of its priority is open: nobody waits for balance.
 *
 * @param open - In the order in which they are to be taken, the highest priority first.
 * @param balance - How many more of the person's comparisons show B on the left than A.
 * @param coin - Returns 0 or 1, evenly.
 * @returns At most `wanted`, in the order in which they were chosen.
 */
export function choosePlaces(
  open: readonly OpenPlace[],
  { wanted, balance, coin }: { wanted: number; balance: number; coin: () => number },
): ChosenPlace[] {
  const chosen: ChosenPlace[] = [];
  let own = balance;
  const take = ({ comparisonId }: OpenPlace, side: number) => {
    chosen.push({ comparisonId, swapped: side > 0 });
    own += side;
  };
  for (const group of byPriority(open)) {
    let passed: OpenPlace[] = group;
    // What was passed over fits as soon as one of the other side was taken.
    for (let before = -1; passed.length > 0 && before !== passed.length && chosen.length < wanted; ) {
      before = passed.length;
      passed = passed.filter((place) => {
        if (chosen.length === wanted) return true;
        const side = sideOf(place) || -Math.sign(own) || (coin() === 1 ? 1 : -1);
        if (Math.abs(own + side) > Math.max(1, Math.abs(own) - 1)) return true;
        take(place, side);
        return false;
      });
    }
    for (const place of passed) if (chosen.length < wanted) take(place, sideOf(place) || -Math.sign(own) || 1);
  }
  return chosen;
}

/** 1: B on the left; −1: A; 0: either keeps the comparison balanced. */
function sideOf({ swapped, balance }: OpenPlace): number {
  if (swapped !== null) return swapped ? 1 : -1;
  return -Math.sign(balance);
}

function byPriority(open: readonly OpenPlace[]): OpenPlace[][] {
  const groups: OpenPlace[][] = [];
  for (const place of open) {
    const last = groups.at(-1);
    if (last?.[0]?.priority === place.priority) last.push(place);
    else groups.push([place]);
  }
  return groups;
}
