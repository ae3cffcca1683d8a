"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { actorOrSignIn } from "@/lib/auth/actor";
import { runForm } from "@/lib/http/run-form";
import type { FormState } from "@/lib/http/types";
import { archiveJudge } from "@/lib/judges/versions/archive-judge";
import { cloneJudge } from "@/lib/judges/versions/clone-judge";
import { ArchiveForm, CloneForm } from "@/lib/judges/versions/schema";
import { paths } from "@/lib/paths";

export async function cloneJudgeAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, CloneForm, async ({ project, name, ...source }) => {
    const { judgeId } = await cloneJudge(await actorOrSignIn(), project, source, name);
    // The sidebar counts judges.
    revalidatePath(paths.project(project), "layout");
    redirect(paths.judge(project, judgeId));
  });
}

export async function archiveJudgeAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, ArchiveForm, async ({ project, judgeId, archived }) => {
    await archiveJudge(await actorOrSignIn(), project, judgeId, archived === "yes");
    revalidatePath(paths.project(project), "layout");
    return undefined;
  });
}
