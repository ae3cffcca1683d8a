import "server-only";
import type { FilterChoices } from "@/lib/agreement/types";
import { db } from "@/lib/db/client";
import { MAY_BE_OLD_ABOVE, type Made } from "@/lib/reckoning/recent-answers";
import { getFilteredColumns } from "./get-filtered-columns";

/** A menu of more is none; the address takes any. */
const LISTED = 60;

/** A job of `reckon`: what a project's labels can be filtered by. */
export async function makeFilterChoices({ projectId }: { projectId: string }): Promise<Made<FilterChoices>> {
  const { columns, facts } = await getFilteredColumns(projectId, {});
  const labelled = new Set(columns.labels.annotator.subarray(0, columns.count));
  const turns = [...new Set(facts.turn)].filter((turn) => turn > 0).sort((a, b) => a - b);
  const present = columns.annotators.flatMap(({ id, name, kind, origin }, place) =>
    labelled.has(place) ? [{ id, name, kind, origin }] : [],
  );
  const groups = await db().roundMember.findMany({
    where: { round: { projectId }, group: { not: null } },
    select: { group: true },
    distinct: ["group"],
    orderBy: { group: "asc" },
  });
  const named = (kind: "HUMAN" | "AI") =>
    present
      .filter((annotator) => annotator.kind === kind)
      .map(({ id, name }) => ({ id, name }))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .slice(0, LISTED);
  return {
    answer: {
      people: named("HUMAN"),
      judges: named("AI"),
      groups: groups.flatMap(({ group }) => group ?? []),
      origins: [...new Set(present.filter(({ kind }) => kind === "HUMAN").map(({ origin }) => origin))].sort(),
      categories: facts.values.length <= LISTED ? [...facts.values].sort() : [],
      turns: turns.slice(0, LISTED),
    },
    mayBeOld: columns.count > MAY_BE_OLD_ABOVE,
  };
}
