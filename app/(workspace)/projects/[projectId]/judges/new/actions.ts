"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { actorOrSignIn } from "@/lib/auth/actor";
import { runForm } from "@/lib/http/run-form";
import type { FormState } from "@/lib/http/types";
import { saveJudge } from "@/lib/judges/save-judge";
import { parseJudgeDocument } from "@/lib/judges/versions/parse-document";
import { DocumentForm } from "@/lib/judges/versions/schema";
import { paths } from "@/lib/paths";

export async function uploadJudgeAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, DocumentForm, async ({ project, document }) => {
    const { judgeId, version } = await saveJudge(await actorOrSignIn(), project, parseJudgeDocument(document, "The document"));
    revalidatePath(paths.project(project), "layout");
    redirect(paths.judge(project, judgeId, version));
  });
}
