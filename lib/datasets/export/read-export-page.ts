import "server-only";
import type { ProjectAccess } from "@/lib/auth/access";
import { projectsWhere } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { previewExport } from "@/lib/datasets/export-dataset";
import { ExportInput, type ExportPreview } from "@/lib/datasets/export-schema";
import { db } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { listCriteria } from "@/lib/projects/queries";

/** Rows of the preview, and characters of each. */
const ROWS = 3;
const CHARACTERS = 1200;

/** What the export page shows for its address. */
export interface ExportPage {
  input: ExportInput;
  /** The choices as the form shows them. */
  shown: {
    format: string;
    source: string;
    criterion: string;
    judge: string;
    minStrength: string;
    minConfidence: string;
    packing: string;
  };
  criteria: string[];
  judges: { id: string; name: string }[];
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
  const [criteria, judges] = await Promise.all([
    listCriteria(actor, project.id),
    db().annotator.findMany({
      where: { projectId: project.id, project: projectsWhere(actor, "read"), kind: { not: "HUMAN" } },
      orderBy: [{ kind: "asc" }, { name: "asc" }],
      select: { id: true, name: true },
    }),
  ]);
  const given = Object.fromEntries(
    Object.entries(query).filter(([name, value]) => name in ExportInput.shape && typeof value === "string" && value !== ""),
  );
  const parsed = ExportInput.safeParse({ format: "trl", ...given });
  const input = parsed.success ? parsed.data : ExportInput.parse({ format: "trl" });
  if (input.source === "ai" && input.judge === undefined) input.judge = judges[0]?.id;
  if (input.source !== "ai") input.judge = undefined;
  const shown = {
    format: input.format,
    source: input.source,
    criterion: input.criterion ?? criteria[0]?.key ?? "",
    judge: input.judge ?? "",
    minStrength: input.minStrength === undefined ? "" : String(input.minStrength),
    minConfidence: input.minConfidence === undefined ? "" : String(input.minConfidence),
    packing: input.packing,
  };
  const base = { input, shown, criteria: criteria.map(({ key }) => key), judges };
  try {
    const preview = await previewExport(actor, project.id, input, ROWS);
    const problem = parsed.success ? null : `The address asks for what there is not: ${parsed.error.issues[0]?.message ?? ""}`;
    return { ...base, preview: { ...preview, lines: preview.lines.map(shorten) }, problem };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { ...base, preview: null, problem: error.message };
  }
}

function shorten(line: string): string {
  const text = line.trimEnd();
  return text.length > CHARACTERS ? `${text.slice(0, CHARACTERS)} …` : text;
}
