"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { actorOrSignIn } from "@/lib/auth/actor";
import { formatCount, formatQuantity } from "@/lib/format";
import { runForm } from "@/lib/http/run-form";
import type { FormState } from "@/lib/http/types";
import { paths } from "@/lib/paths";
import { CompareForm, RevisionForm } from "@/lib/revisions/form-schema";
import { makeComparisons } from "@/lib/revisions/results/make-comparisons";
import { startRevisionRun } from "@/lib/revisions/runs/start-run";

export async function startRevisionsAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, RevisionForm, async ({ project, input }) => {
    const { runId } = await startRevisionRun(await actorOrSignIn(), project, input);
    // The sidebar counts runs.
    revalidatePath(paths.project(project), "layout");
    redirect(paths.revisionRun(project, runId));
  });
}

export async function compareRevisionsAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, CompareForm, async ({ project, runId, kind }) => {
    const { made, known, unchanged } = await makeComparisons(await actorOrSignIn(), project, runId, kind);
    revalidatePath(paths.project(project), "layout");
    const left = unchanged > 0 ? ` ${formatQuantity(unchanged, "pair")} of equal texts left out.` : "";
    return { message: `${formatQuantity(made, "comparison")} made, ${formatCount(known)} there already.${left}` };
  });
}
