import { AppError, notFound } from "@/lib/errors";
import type { LabelColumns } from "@/lib/labels/label-columns";

/** The criterion that is asked for by key or id; without one the first that is not archived. Its number in columns is −1 without labels. */
export function pickCriterion({ criteria }: LabelColumns, wanted?: string): { index: number; id: string; key: string } {
  const inOrder = [...criteria].sort((a, b) => a.position - b.position || (a.key < b.key ? -1 : 1));
  const found =
    wanted === undefined
      ? (inOrder.find(({ archivedAt }) => archivedAt === null) ?? inOrder[0])
      : inOrder.find(({ id, key }) => key === wanted || id === wanted);
  if (found) return { index: criteria.indexOf(found), id: found.id, key: found.key };
  const message =
    inOrder.length === 0
      ? "This project has no criterion yet. Add one in its settings."
      : `This project has no criterion "${wanted}". It has ${inOrder.map(({ key }) => key).join(", ")}.`;
  throw new AppError("invalid", message, { fields: [{ path: "criterion", message: "is not a criterion of the project" }] });
}

/** The round that is asked for by number or id. @throws AppError `not_found`. */
export function pickRound({ rounds }: LabelColumns, wanted: string): { index: number; number: number } {
  const index = rounds.findIndex(({ id, number }) => id === wanted || String(number) === wanted);
  const found = rounds[index];
  if (!found) throw notFound(`Round ${wanted}`);
  return { index, number: found.number };
}
