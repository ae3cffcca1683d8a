"use server";

import { revalidatePath } from "next/cache";
import { actorOrSignIn } from "@/lib/auth/actor";
import { runForm } from "@/lib/http/run-form";
import type { FormState } from "@/lib/http/types";
import { paths } from "@/lib/paths";
import { parseRule } from "@/lib/reaggregation/parse-rule";
import { StoreForm } from "@/lib/reaggregation/schema";
import { storeAggregation } from "@/lib/reaggregation/stored-aggregations";

export async function storeAggregationAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, StoreForm, async ({ project, judgeId, version, name, criterion, ...texts }) => {
    const stored = await storeAggregation(
      await actorOrSignIn(),
      project,
      { judge: judgeId, version, criterion },
      { name, toRule: (facts) => parseRule(texts, facts) },
    );
    revalidatePath(paths.judgeAggregation(project, judgeId));
    return { message: `Stored as "${stored.name}", content ${stored.contentHash.slice(0, 8)}.` };
  });
}
