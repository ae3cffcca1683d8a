import "server-only";
import type { PoolClient } from "pg";
import { AppError } from "@/lib/errors";
import { formatMicroDollars, formatQuantity } from "@/lib/format";
import { getSpending } from "@/lib/money/project-caps";

/** The calls that a file would hold. */
export interface BatchFile {
  projectId: string;
  /** The run that it belongs to. */
  runId: string;
  calls: number;
  /** What they may cost at most by the estimate; null without a price. */
  microDollars: number | null;
  /** The run's own caps. */
  capMicroDollars: number | null;
  capCalls: number | null;
  /** What counts against them already. */
  spent: number;
  attempts: number;
}

/**
 * Refuses a file that would pass a cap of its run, of its project or of the day: it leaves as a whole, and nothing stops it later. What other
 * open runs of the project have still in files counts too, for they may be at the provider. Until the caller's transaction ends nobody else
 * claims calls of a project with caps.
 *
 * @param mend - What can be done about it, as a sentence.
 * @throws AppError `invalid`, with how much the file may cost and how much is left.
 */
export async function refuseOverCaps(client: PoolClient, file: BatchFile, mend: string): Promise<void> {
  const { calls, microDollars, capCalls, attempts } = file;
  if (capCalls !== null && attempts + calls > capCalls) {
    const holds = `The file would hold ${formatQuantity(calls, "call")}`;
    const made = attempts > 0 ? `, ${attempts} were made` : "";
    throw refusal(`${holds}${made}, and the cap is ${capCalls}. ${mend}`, "capCalls", `${holds}.`);
  }
  if (microDollars === null || microDollars === 0) return;
  const most = formatMicroDollars(microDollars);
  for (const { cap, used, whose } of await listCaps(client, file)) {
    if (cap === null || used + microDollars <= cap) continue;
    const left = formatMicroDollars(Math.max(0, cap - used));
    throw refusal(
      `The file may cost up to ${most}, which is above the cap: ${left} is left of the ${formatMicroDollars(cap)} that ${whose}. ${mend}`,
      "capMicroDollars",
      `The file may cost up to ${most}.`,
    );
  }
}

interface Cap {
  cap: number | null;
  used: number;
  whose: string;
}

async function listCaps(client: PoolClient, { projectId, runId, capMicroDollars, spent }: BatchFile): Promise<Cap[]> {
  const own = { cap: capMicroDollars, used: spent, whose: "this run may spend" };
  const project = await getSpending(client, projectId);
  if (!project) return [own];
  const { rows } = await client.query<{ sum: number }>(IN_FILES, [projectId, runId]);
  const open = project.reserved + (rows[0]?.sum ?? 0);
  return [
    own,
    { cap: project.cap, used: project.spent + open, whose: "the project may spend" },
    { cap: project.dailyCap, used: project.today + open, whose: "the project may spend in a day (UTC)" },
  ];
}

const IN_FILES = `
  select coalesce(sum(r."callMicroDollars"), 0)::float8 as sum
  from "JudgeRun" r join "JudgeTask" t on t."runId" = r.id
  where r."projectId" = $1 and r.id <> $2 and r."isBatch" and r.state = 'RUNNING' and t.state = 'WAITING'`;

function refusal(sentence: string, path: string, message: string): AppError {
  return new AppError("invalid", sentence, { fields: [{ path, message }] });
}
