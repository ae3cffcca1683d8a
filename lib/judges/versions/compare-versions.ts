import "server-only";
import type { Actor } from "@/lib/auth/types";
import { listLineChanges } from "@/lib/guidelines/diff-lines";
import type { LineChange } from "@/lib/guidelines/types";
import { describeChanges } from "@/lib/judges/describe";
import { getJudge } from "@/lib/judges/queries";
import type { JudgeSpec } from "@/lib/judges/schema";
import type { SettingChange } from "@/lib/judges/types";

/** Two versions of a judge side by side. */
export interface VersionDifference {
  judge: { id: string; name: string };
  versions: readonly number[];
  from: { version: number; contentHash: string };
  to: { version: number; contentHash: string };
  /** Settings that differ, in words; texts are told apart below. */
  settings: readonly SettingChange[];
  /** Texts that differ, line by line; null where the two have too little in common to be told in time. */
  texts: readonly { name: string; changes: readonly LineChange[] | null }[];
}

/**
 * What is different from one version of a judge to another: settings in words, texts line by line.
 *
 * @param between - Left out: the newest version, and the one before the later of the two.
 * @throws AppError `not_found`, also for a version that is not there.
 */
export async function compareVersions(
  actor: Actor,
  project: string,
  judgeId: string,
  between: { from?: number | undefined; to?: number | undefined } = {},
): Promise<VersionDifference> {
  const later = await getJudge(actor, project, judgeId, between.to);
  const earlier = await getJudge(actor, project, judgeId, between.from ?? Math.max(1, later.entry.version - 1));
  const described = ({ entry, spec }: typeof later) => ({ model: entry.model, endpoint: entry.endpoint, spec });
  const [old, now] = [textsOf(earlier.spec), textsOf(later.spec)];
  const names = [...new Set([...old.keys(), ...now.keys()])];
  return {
    judge: { id: later.id, name: later.name },
    versions: later.versions,
    from: { version: earlier.entry.version, contentHash: earlier.contentHash },
    to: { version: later.entry.version, contentHash: later.contentHash },
    settings: describeChanges(described(earlier), described(later)),
    texts: names
      .filter((name) => (old.get(name) ?? "") !== (now.get(name) ?? ""))
      .map((name) => ({ name, changes: listLineChanges(old.get(name) ?? "", now.get(name) ?? "") })),
  };
}

/** What people read as a text: the parts of the prompt, and the examples, each on its lines. */
function textsOf({ template, ...spec }: JudgeSpec): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [part, text] of Object.entries(template)) {
    if (typeof text === "string" && !CHOICES.has(part)) texts.set(`Template, ${part}`, text);
  }
  for (const [name, value] of Object.entries(spec)) {
    if (Array.isArray(value) && value.length > 0) texts.set(name, JSON.stringify(value, null, 2).replaceAll("\\n", "\n"));
  }
  return texts;
}

/** Parts of a template that are a choice and stand among the settings. */
const CHOICES: ReadonlySet<string> = new Set(["kind", "asks"]);
