/**
 * The category with most votes.
 *
 * @param votes - Votes for each category.
 * @param without - A category from which one vote is taken away first (to leave one rater out).
 * @returns Its index, or −1 if two or more lead together or nobody voted.
 */
export function majority(votes: ArrayLike<number>, without = -1): number {
  let best = -1;
  let most = 0;
  for (let k = 0; k < votes.length; k++) {
    const count = (votes[k] ?? 0) - (k === without ? 1 : 0);
    if (count > most) {
      most = count;
      best = k;
    } else if (count === most) {
      best = -1;
    }
  }
  return most > 0 ? best : -1;
}
