import "server-only";
import { appendAudit } from "@/lib/audit/append";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { MoneyInput } from "./schema";
import type { MoneySettings } from "./types";

/** What a project may spend and what its calls have cost so far. @throws AppError `not_found`. */
export async function getMoneySettings(actor: Actor, project: string): Promise<MoneySettings> {
  const { id } = await getProject(actor, project, "read");
  const { rows } = await pool().query<MoneySettings>(
    `select p."capMicroDollars"::float8 as "capMicroDollars", p."dailyCapMicroDollars"::float8 as "dailyCapMicroDollars",
       p."hourlyRateMicroDollars"::float8 as "hourlyRateMicroDollars",
       coalesce(sum(s."microDollars"), 0)::float8 as "spentMicroDollars",
       coalesce(sum(s."microDollars") filter (where s.day = (now() at time zone 'UTC')::date), 0)::float8 as "spentTodayMicroDollars"
     from "Project" p left join "Spending" s on s."projectId" = p.id where p.id = $1 group by p.id`,
    [id],
  );
  const [settings] = rows;
  if (!settings) throw new Error(`project ${id} went away`);
  return settings;
}

/** Sets the caps and the rate of a project. Runs see them at their next call. @throws AppError `not_found`. */
export async function saveMoneySettings(actor: Actor, project: string, input: MoneyInput): Promise<void> {
  const settings = MoneyInput.parse(input);
  const { id, name } = await getProject(actor, project, "research");
  await db().$transaction(async (transaction) => {
    const before = await transaction.project.findUniqueOrThrow({
      where: { id },
      select: { capMicroDollars: true, dailyCapMicroDollars: true, hourlyRateMicroDollars: true },
    });
    await transaction.project.update({ where: { id }, data: settings, select: { id: true } });
    const was = Object.fromEntries(Object.entries(before).map(([key, value]) => [key, value === null ? null : Number(value)]));
    await appendAudit(transaction, actor, { projectId: id, action: "project.money", target: name, before: was, after: settings });
  });
}
