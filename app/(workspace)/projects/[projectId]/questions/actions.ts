"use server";

import { revalidatePath } from "next/cache";
import * as z from "zod";
import { actorOrSignIn } from "@/lib/auth/actor";
import { resolveFlag } from "@/lib/flags/resolve-flag";
import { runForm } from "@/lib/http/run-form";
import type { FormState } from "@/lib/http/types";
import { QuestionText } from "@/lib/notes/schema";
import { paths } from "@/lib/paths";
import { answerQuestion } from "@/lib/questions/answer-question";

const project = z.string().max(100);

export async function answerQuestionAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, z.strictObject({ project, id: z.uuid(), answer: QuestionText }), async ({ project, id, answer }) => {
    await answerQuestion(await actorOrSignIn(), project, id, answer);
    revalidatePath(paths.questions(project));
    return { message: "Sent." };
  });
}

export async function resolveFlagAction(_state: FormState, form: FormData): Promise<FormState> {
  const Form = z.strictObject({ project, comparisonId: z.uuid(), id: z.uuid(), resolved: z.enum(["yes", "no"]) });
  return runForm(form, Form, async ({ project, comparisonId, id, resolved }) => {
    await resolveFlag(await actorOrSignIn(), project, { comparisonId, flagId: id, isResolved: resolved === "yes" });
    revalidatePath(paths.questions(project));
  });
}
