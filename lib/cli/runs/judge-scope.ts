import type { SystemActor } from "@/lib/auth/types";
import { toInteger, UsageError } from "@/lib/cli/command";
import { getDatasetOverview } from "@/lib/datasets/browse/queries";
import { notFound } from "@/lib/errors";
import { RunFilter, type RunInput, RunOnly } from "@/lib/judges/run-schema";
import { listRunTargets } from "@/lib/judges/runs/list-run-targets";

const LARGEST_SEED = 2_147_483_647;

/** The options of a command that say which comparisons are meant. */
export interface ScopeValues {
  criterion: string | undefined;
  round: string | undefined;
  dataset: string | undefined;
  model: string | undefined;
  meta: string[];
  text: string | undefined;
  only: string | undefined;
  sample: string | undefined;
  seed: string | undefined;
}

/**
 * Which comparisons of a project a command means.
 *
 * @throws AppError `not_found` for a criterion, round or import that is not there; UsageError for what cannot be meant.
 */
export async function toScope(
  actor: SystemActor,
  project: string,
  values: ScopeValues,
): Promise<Pick<RunInput, "criterionId" | "roundId" | "sampling">> {
  const { criteria, rounds } = await listRunTargets(actor, project);
  const criterion = values.criterion === undefined ? criteria[0] : criteria.find(({ key }) => key === values.criterion);
  if (!criterion) throw notFound(values.criterion === undefined ? "A criterion" : `The criterion "${values.criterion}"`);
  const number = values.round === undefined ? null : toInteger(values.round, "round", { min: 1 });
  const round = number === null ? null : rounds.find((each) => each.number === number);
  if (round === undefined) throw notFound(`Round ${number}`);
  const seed = toInteger(values.seed ?? "1", "seed", { max: LARGEST_SEED });
  const filter = await toFilter(actor, project, values);
  const scope = { ...(filter ? { filter } : {}), ...(values.only === undefined ? {} : { only: toOnly(values.only) }) };
  return {
    criterionId: criterion.id,
    roundId: round?.id ?? null,
    sampling:
      values.sample === undefined
        ? { kind: "all", ...scope }
        : { kind: "random", n: toInteger(values.sample, "sample", { min: 1 }), seed, ...scope },
  };
}

async function toFilter(actor: SystemActor, project: string, values: ScopeValues): Promise<RunFilter | null> {
  const { text, model, meta } = values;
  const dataset = values.dataset === undefined ? undefined : await findImport(actor, project, values.dataset);
  const given = Object.entries({ q: text, model, dataset, meta: meta.length > 0 ? meta : undefined }).filter(
    ([, value]) => value !== undefined,
  );
  if (given.length === 0) return null;
  const parsed = RunFilter.safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const option = issue?.path[0] === "q" ? "text" : String(issue?.path[0] ?? "");
  throw new UsageError(`--${option}: ${issue?.message ?? "cannot be meant."}`);
}

/** The newest import of a file's name, or the one of an id. */
async function findImport(actor: SystemActor, project: string, name: string): Promise<string> {
  const { imports } = await getDatasetOverview(actor, project);
  const found = imports.find((each) => each.id === name || each.fileName === name);
  if (!found) throw notFound(`The import "${name}"`);
  return found.id;
}

function toOnly(text: string): RunOnly {
  const parsed = RunOnly.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new UsageError(`--only is "${text}": it must be one of ${RunOnly.options.join(", ")}.`);
}
