import "server-only";
import fs from "node:fs/promises";
import * as z from "zod";
import { ExportInput } from "@/lib/datasets/export-schema";
import type { ExportManifest } from "@/lib/datasets/export-types";
import { AppError } from "@/lib/errors";
import { softwareVersion } from "@/lib/instance/software-version";

/** What is read of a manifest; the rest is for people. */
const Manifest = z.object({
  version: z.literal(2),
  project: z.object({ slug: z.string().min(1) }),
  selection: z.record(z.string(), z.unknown()),
  asOf: z.iso.datetime({ offset: true }),
  inputs: z.object({ sha256: z.string() }),
  files: z.array(z.object({ name: z.string(), bytes: z.number(), sha256: z.string() })).min(1),
  software: z.object({ version: z.string() }),
});
type ManifestDocument = z.infer<typeof Manifest>;

/** A manifest that an export can be made again from. */
export interface RebuildOrder {
  project: string;
  input: ExportInput;
  asOf: string;
  document: ManifestDocument;
}

/** Reads the manifest of an export. @throws AppError `invalid` that says what is wrong with the file. */
export async function readManifest(file: string): Promise<RebuildOrder> {
  const text = await fs.readFile(file, "utf8").catch(() => {
    throw new AppError("invalid", `There is no file ${file}. Give the manifest that stands beside the export.`);
  });
  return toRebuildOrder(text);
}

/** A manifest's text as the order to make its files again. @throws AppError `invalid`. */
export function toRebuildOrder(text: string): RebuildOrder {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new AppError("invalid", "The manifest is not JSON. Give the file that stands beside the export, named .manifest.json.");
  }
  const parsed = Manifest.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new AppError("invalid", `The manifest is not one of Concord's: ${issue?.path.join(".")}: ${issue?.message}`);
  }
  const { criterion, ...selection } = parsed.data.selection;
  const input = ExportInput.safeParse({ ...selection, ...(criterion === null ? {} : { criterion }) });
  if (!input.success) {
    const [issue] = input.error.issues;
    throw new AppError("invalid", `The manifest's selection is not understood: ${issue?.path.join(".")}: ${issue?.message}`);
  }
  return { project: parsed.data.project.slug, input: input.data, asOf: parsed.data.asOf, document: parsed.data };
}

/** Why files that were made again are not those of their manifest; nothing when they are. */
export function whatDiffers(document: ManifestDocument, made: ExportManifest): string[] {
  const different = document.files.filter(({ sha256 }, place) => made.files[place]?.sha256 !== sha256);
  if (different.length === 0) return [];
  const names = different.map(({ name }) => name).join(", ");
  const why =
    document.inputs.sha256 !== made.inputs.sha256
      ? "The labels are not those of that moment any more: some were undone, a person was erased, or a comparison was brought back."
      : document.software.version !== softwareVersion()
        ? `The labels are the same, but Concord ${softwareVersion()} writes them otherwise than ${document.software.version}.`
        : "The labels are the same, but names have changed: of a person, a judge or a round.";
  return [`Not the bytes that the manifest tells of: ${names}. ${why}`];
}
