import "server-only";
import type { ProjectAccess } from "@/lib/auth/access";
import { projectsWhere } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { EXPORT_NAMES, ExportInput, splitLists } from "@/lib/datasets/export-schema";
import type { ExportPreview } from "@/lib/datasets/export-types";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { listCriteria } from "@/lib/projects/queries";
import { previewExport } from "./preview-export";

/** Rows of the preview, and characters of a line of the file. */
const ROWS = 10;
const CHARACTERS = 1200;

/** What the export page shows for its address. */
export interface ExportPage {
  input: ExportInput;
  /** The choices that the address makes, for the form. */
  shown: Partial<Record<keyof ExportInput, string>>;
  criteria: string[];
  judges: { id: string; name: string }[];
  rounds: { number: number; name: string }[];
  /** Labels by people and of each judge on the criterion, and comparisons: what each source has. */
  counts: { people: number; judged: number; comparisons: number };
  /** The place of the preview's first row, from 0. */
  from: number;
  /** Null where there is none; `problem` says why. */
  preview: ExportPreview | null;
  problem: string | null;
}

/** Reads the page's address; what cannot be read in it is left at what stands there otherwise, and said. */
export async function readExportPage(
  actor: Actor,
  project: ProjectAccess,
  query: Readonly<Record<string, string | string[] | undefined>>,
): Promise<ExportPage> {
  const where = { projectId: project.id, project: projectsWhere(actor, "read") };
  const [criteria, judges, rounds] = await Promise.all([
    listCriteria(actor, project.id),
    db().annotator.findMany({
      where: { ...where, kind: { not: "HUMAN" } },
      orderBy: [{ kind: "asc" }, { name: "asc" }],
      select: { id: true, name: true },
    }),
    db().round.findMany({ where, orderBy: { number: "asc" }, select: { number: true, name: true } }),
  ]);
  const names: readonly string[] = EXPORT_NAMES;
  const given = Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) =>
      names.includes(name) && typeof value === "string" && value !== "" ? [[name, value] as const] : [],
    ),
  );
  const draft = splitLists(withJudge({ format: "trl", ...given }, judges[0]?.id));
  const parsed = ExportInput.safeParse(draft);
  const input = parsed.success ? parsed.data : ExportInput.parse({ format: "trl" });
  const from = Math.max(0, Math.trunc(Number(query.row ?? 0)) || 0);
  const criterion = input.criterion ?? criteria[0]?.key ?? "";
  const base = {
    ...{ input, criteria: criteria.map(({ key }) => key), judges, rounds, from },
    shown: { ...given, criterion, ...(input.judge === undefined ? {} : { judge: input.judge }) },
    counts: await countSources(project.id, criterion, input.judge),
  };
  const problem = parsed.success ? null : `The address asks for what there is not: ${parsed.error.issues[0]?.message ?? ""}`;
  try {
    const preview = await previewExport(actor, project.id, input, { rows: ROWS, from });
    return { ...base, preview: { ...preview, lines: preview.lines.map(shorten) }, problem };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { ...base, preview: null, problem: error.message };
  }
}

/** A source with a judge has the first one without a choice; a choice of one for another source is no mistake. */
function withJudge(given: Readonly<Record<string, string>>, first: string | undefined): Record<string, string> {
  const { judge = first, judgeCriterion, ...rest } = given;
  if (given.source !== "ai" && given.source !== "mixed") return rest;
  const chosen: Record<string, string> = judge === undefined ? rest : { ...rest, judge };
  return given.source === "mixed" && judgeCriterion !== undefined ? { ...chosen, judgeCriterion } : chosen;
}

async function countSources(projectId: string, criterion: string, judge: string | undefined): Promise<ExportPage["counts"]> {
  const of = { projectId, criterion: { key: criterion } };
  const [people, judged, comparisons] = await Promise.all([
    db().label.count({ where: { ...of, annotator: { kind: "HUMAN" } } }),
    judge === undefined ? 0 : db().label.count({ where: { ...of, annotator: { OR: [{ name: judge }, ...byId(judge)] } } }),
    db().comparison.count({ where: { projectId, withdrawnAt: null } }),
  ]);
  return { people, judged, comparisons };
}

function byId(id: string): { id: string }[] {
  return /^[0-9a-f-]{36}$/i.test(id) ? [{ id }] : [];
}

function shorten(line: string): string {
  const text = line.trimEnd();
  return text.length > CHARACTERS ? `${text.slice(0, CHARACTERS)} …` : text;
}
