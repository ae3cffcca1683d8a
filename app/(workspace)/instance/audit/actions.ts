"use server";

import * as z from "zod";
import { verifyAudit } from "@/lib/audit/verify";
import { requireOperator } from "@/lib/auth/access";
import { actorOrSignIn } from "@/lib/auth/actor";
import { formatQuantity } from "@/lib/format";
import { runForm } from "@/lib/http/run-form";
import type { FormState } from "@/lib/http/types";

export async function verifyAuditAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, z.strictObject({}), async () => {
    requireOperator(await actorOrSignIn());
    const { entries, head, breach } = await verifyAudit();
    if (breach) return { ok: false, message: `Entry ${breach.position} is not as it was written: ${breach.reason}.` };
    return {
      message: `${formatQuantity(entries, "entry", "entries")}, none changed. The last is ${head?.slice(0, 12) ?? "none"}.`,
    };
  });
}
