import { ENOUGH } from "@/components/agreement/words";
import type { Leaderboard, LeaderboardRow } from "@/lib/judge-figures/leaderboard-types";

/** The columns by which a leaderboard is sorted; the best on top, `rising` where less is better. */
export const COLUMNS = [
  { key: "agreement", head: "Agreement", rising: false },
  { key: "others", head: "Leave-one-out / people’s", rising: false },
  { key: "alpha", head: "α, ordinal", rising: false },
  { key: "rho", head: "ρ", rising: false },
  { key: "ece", head: "ECE", rising: true },
  { key: "orders", head: "Both orders same, %", rising: false },
  { key: "longer", head: "P(longer)", rising: true },
  { key: "cost", head: "$ per 1,000", rising: true },
  { key: "seconds", head: "Seconds", rising: true },
] as const;
export type SortKey = (typeof COLUMNS)[number]["key"];

/** The column of an address; agreement where it names none. */
export function toSortKey(text: unknown): SortKey {
  return COLUMNS.find(({ key }) => key === text)?.key ?? "agreement";
}

/** All rows by a column, people at their place; what has no value stands last, in the order of names. */
export function sortBoard(board: Leaderboard, by: SortKey): (LeaderboardRow | "people")[] {
  const rising = COLUMNS.find(({ key }) => key === by)?.rising ?? false;
  const rows: (LeaderboardRow | "people")[] = [...board.rows, "people"];
  const worst = rising ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  const worthOf = (row: LeaderboardRow | "people") => (row === "people" ? ofPeople(board, by) : ofJudge(row, by)) ?? worst;
  const nameOf = (row: LeaderboardRow | "people") => (row === "people" ? "" : row.name);
  return rows.sort((a, b) => {
    const [one, other] = [worthOf(a), worthOf(b)];
    if (one !== other) return one < other === rising ? -1 : 1;
    return nameOf(a) < nameOf(b) ? -1 : 1;
  });
}

function ofJudge({ figures, perLabelMicroDollars, secondsPerLabel, reason }: LeaderboardRow, by: SortKey): number | null {
  if (by === "cost") return perLabelMicroDollars;
  if (by === "seconds") return secondsPerLabel;
  // Few are told as counts, and have no place among shares.
  if (!figures || reason !== null || figures.comparisons < ENOUGH) return null;
  if (by === "agreement") return figures.againstEachHuman.estimate;
  if (by === "others") return figures.againstLeaveOneOut.estimate;
  if (by === "alpha") return figures.krippendorffAlphaOrdinal.estimate;
  if (by === "rho") return figures.altTest.advantageProbability;
  if (by === "ece") return figures.calibration?.raw.ece.estimate ?? null;
  return by === "orders" ? figures.position.consistent.estimate : figures.length.preferLongerJudge.estimate;
}

function ofPeople({ people }: Leaderboard, by: SortKey): number | null {
  if (by === "cost") return people.perLabelMicroDollars;
  if (by === "seconds") return people.secondsPerLabel;
  if (by === "agreement") return people.group?.agreementPooled.estimate ?? null;
  return by === "alpha" ? (people.group?.krippendorffAlphaOrdinal.estimate ?? null) : null;
}
