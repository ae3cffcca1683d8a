"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import * as z from "zod";
import { actorOrSignIn } from "@/lib/auth/actor";
import { formatQuantity } from "@/lib/format";
import { runForm } from "@/lib/http/run-form";
import type { FormState } from "@/lib/http/types";
import { runBaseline } from "@/lib/judges/baselines";
import { changeEndpoint } from "@/lib/judges/endpoints";
import { EndpointForm, EndpointTestForm, JudgeForm } from "@/lib/judges/form-schema";
import { RunForm } from "@/lib/judges/run-schema";
import { startJudgeRun } from "@/lib/judges/runs/start-run";
import { saveJudge } from "@/lib/judges/save-judge";
import { BaselineRule } from "@/lib/judges/schema";
import { testEndpoint } from "@/lib/judges/test-endpoint";
import { paths } from "@/lib/paths";

const project = z.string().max(100);

export async function createJudgeAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, JudgeForm, async ({ project, document, key }) => {
    const { judgeId } = await saveJudge(await actorOrSignIn(), project, document, { key, only: "create" });
    // The sidebar counts judges.
    revalidatePath(paths.project(project), "layout");
    redirect(paths.judge(project, judgeId));
  });
}

export async function saveJudgeVersionAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, JudgeForm, async ({ project, document, key }) => {
    const saved = await saveJudge(await actorOrSignIn(), project, document, { key, only: "version" });
    if (saved.outcome === "unchanged") return { message: `Nothing is different from v${saved.version}.` };
    redirect(paths.judge(project, saved.judgeId));
  });
}

export async function startRunAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, RunForm, async ({ project, ...input }) => {
    const { runId } = await startJudgeRun(await actorOrSignIn(), project, input);
    redirect(paths.judgeRun(project, runId));
  });
}

export async function changeEndpointAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, EndpointForm, async ({ project, id, ...change }) => {
    await changeEndpoint(await actorOrSignIn(), project, id, change);
    revalidatePath(paths.judges(project));
    return { message: "Saved." };
  });
}

export async function testEndpointAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, EndpointTestForm, async ({ project, id, model }) => {
    await testEndpoint(await actorOrSignIn(), project, id, model);
    revalidatePath(paths.judges(project));
    return { message: "Tested. What it can do stands in the table." };
  });
}

export async function runBaselineAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, z.strictObject({ project, rule: BaselineRule }), async ({ project, rule }) => {
    const { labels } = await runBaseline(await actorOrSignIn(), project, rule);
    revalidatePath(paths.judges(project));
    return { message: labels === 0 ? "Nothing was missing." : `${formatQuantity(labels, "label")} stored.` };
  });
}
