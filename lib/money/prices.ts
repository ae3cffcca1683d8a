import "server-only";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { notFound } from "@/lib/errors";
import { JudgeSpec } from "@/lib/judges/schema";
import type { Price } from "./cost";
import type { PriceEntry } from "./types";

/** What a call is priced by. */
export interface PricedModel {
  projectId: string;
  endpointId: string;
  model: string;
}

/**
 * The price of a model's calls at a time, from the project's table: the newest that was in force then, one for the endpoint before one for
 * every endpoint.
 *
 * @param own - A judge version's own price, which goes before the table.
 * @returns Null when there is none: what has no price has an unknown cost.
 */
export async function findPrice(model: PricedModel, own: Price | null = null, at: Date = new Date()): Promise<Price | null> {
  if (own !== null) return own;
  const { rows } = await pool().query<Price>({
    name: "model-price",
    text: `select "inputMicroDollarsPerMillion"::float8 as "inputMicroDollarsPerMillion", "outputMicroDollarsPerMillion"::float8 as "outputMicroDollarsPerMillion"
      from "ModelPrice" where "projectId" = $1 and model = $2 and ("endpointId" is null or "endpointId" = $3) and "validFrom" <= $4
      order by ("endpointId" is not null) desc, "validFrom" desc, id desc limit 1`,
    values: [model.projectId, model.model, model.endpointId, at],
  });
  return rows[0] ?? null;
}

/** The price table of a project: by model, the newest first, with which of them are in force. */
export async function listPrices(actor: Actor, project: string): Promise<PriceEntry[]> {
  const { id } = await getProject(actor, project, "read");
  const rows = await db().modelPrice.findMany({
    where: { projectId: id },
    orderBy: [{ model: "asc" }, { endpointId: { sort: "asc", nulls: "first" } }, { validFrom: "desc" }, { id: "desc" }],
    select: {
      id: true,
      model: true,
      endpoint: { select: { id: true, name: true } },
      inputMicroDollarsPerMillion: true,
      outputMicroDollarsPerMillion: true,
      validFrom: true,
    },
  });
  const now = new Date();
  const seen = new Set<string>();
  return rows.map((row) => {
    const of = `${row.endpoint?.id ?? ""} ${row.model}`;
    const isDue = row.validFrom <= now;
    const inForce = isDue && !seen.has(of);
    if (isDue) seen.add(of);
    return {
      id: row.id,
      model: row.model,
      endpoint: row.endpoint,
      inputMicroDollarsPerMillion: Number(row.inputMicroDollarsPerMillion),
      outputMicroDollarsPerMillion: Number(row.outputMicroDollarsPerMillion),
      validFrom: row.validFrom.toISOString(),
      state: inForce ? "in force" : isDue ? "replaced" : "to come",
    };
  });
}

/** The models that the project's judges name and for which no price is known now: neither their own nor one of the table. */
export async function listUnpriced(actor: Actor, project: string): Promise<{ model: string; endpoint: string }[]> {
  const { id } = await getProject(actor, project, "read");
  const { rows } = await pool().query<{ model: string; endpoint: string }>(
    `select distinct v.model, e.name as endpoint
     from "JudgeVersion" v join "Judge" j on j.id = v."judgeId" join "Endpoint" e on e.id = v."endpointId"
     where j."projectId" = $1 and j."archivedAt" is null and coalesce(v.spec->'price', 'null') = 'null'
       and not exists (select 1 from "ModelPrice" p where p."projectId" = $1 and p.model = v.model
         and (p."endpointId" is null or p."endpointId" = v."endpointId") and p."validFrom" <= now())
     order by 1, 2`,
    [id],
  );
  return rows;
}

/** The price of a judge version's calls now, its own or the table's; null when there is none. @throws AppError `not_found`. */
export async function findVersionPrice(actor: Actor, project: string, judgeVersionId: string): Promise<Price | null> {
  const { id: projectId } = await getProject(actor, project, "read");
  const version = await db().judgeVersion.findFirst({
    where: { id: judgeVersionId, judge: { projectId } },
    select: { model: true, endpointId: true, spec: true },
  });
  if (!version) throw notFound("The judge");
  return findPrice({ projectId, ...version }, JudgeSpec.parse(version.spec).price);
}
