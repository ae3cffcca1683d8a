"use server";

import { revalidatePath } from "next/cache";
import * as z from "zod";
import { saveAdjudicationRule } from "@/lib/adjudication/save-rule";
import { AdjudicationRuleForm } from "@/lib/adjudication/schema";
import { actorOrSignIn } from "@/lib/auth/actor";
import { runForm } from "@/lib/http/run-form";
import type { FormState } from "@/lib/http/types";
import { paths } from "@/lib/paths";

export async function saveAdjudicationRuleAction(_state: FormState, form: FormData): Promise<FormState> {
  const Form = AdjudicationRuleForm.safeExtend({ project: z.string().max(100) });
  return runForm(form, Form, async ({ project, ...rule }) => {
    await saveAdjudicationRule(await actorOrSignIn(), project, rule);
    revalidatePath(paths.adjudicate(project));
    return { message: "Saved. The list follows it from now on." };
  });
}
