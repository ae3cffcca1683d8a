import "server-only";
import { findVersionByName, listPrinciples } from "@/lib/constitutions/queries";
import { AppError } from "@/lib/errors";
import type { JudgeSpec } from "@/lib/judges/schema";

/**
 * The version of the constitution that a judge's settings name, and the settings with its number: what is stored does not follow a newer
 * version.
 *
 * @throws AppError `invalid` for a constitution, version or principle that is not there.
 */
export async function resolveConstitution(
  projectId: string,
  spec: JudgeSpec,
): Promise<{ constitutionVersionId: string | null; spec: JudgeSpec }> {
  const { constitution } = spec;
  if (constitution === null) return { constitutionVersionId: null, spec };
  const { name, version, use, principle } = constitution;
  const found = await findVersionByName(projectId, name, version);
  if (!found) {
    const what = version === undefined ? `no constitution "${name}"` : `no version ${version} of a constitution "${name}"`;
    throw refuse(`This project has ${what}. Make it under Constitutions, or name another.`, "constitution.name");
  }
  const keys = (await listPrinciples(found.id)).map(({ key }) => key);
  if (keys.length === 0) throw refuse(`"${name}" version ${found.version} has no principles.`, "constitution.name");
  if (use === "fixed" && !keys.some((key) => key === principle)) {
    throw refuse(`"${name}" has no principle "${principle}". It has ${keys.join(", ")}.`, "constitution.principle");
  }
  return { constitutionVersionId: found.id, spec: { ...spec, constitution: { ...constitution, version: found.version } } };
}

function refuse(message: string, path: string): AppError {
  return new AppError("invalid", message, { fields: [{ path, message }] });
}
