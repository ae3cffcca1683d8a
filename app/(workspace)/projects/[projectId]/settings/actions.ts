"use server";

import { revalidatePath } from "next/cache";
import * as z from "zod";
import { actorOrSignIn } from "@/lib/auth/actor";
import { runForm } from "@/lib/http/run-form";
import type { FormState } from "@/lib/http/types";
import { paths } from "@/lib/paths";
import { addCriterion, archiveCriterion, editCriterion } from "@/lib/projects/edit-criteria";
import { archiveProject, editProject, restoreProject } from "@/lib/projects/edit-project";
import { LabellingForm } from "@/lib/projects/labelling-schema";
import { saveLabelling } from "@/lib/projects/save-labelling";
import { saveScale } from "@/lib/projects/save-scale";
import { CriterionInput, ProjectDetails, ScaleForm } from "@/lib/projects/schema";

const project = z.string().max(100);
const archived = z.enum(["yes", "no"]);

export async function editProjectAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, ProjectDetails.extend({ project }), async ({ project, ...details }) => {
    await editProject(await actorOrSignIn(), project, details);
    revalidatePath(paths.settings(project));
    return { message: "Saved.", values: details };
  });
}

export async function addCriterionAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, CriterionInput.extend({ project }), async ({ project, ...criterion }) => {
    await addCriterion(await actorOrSignIn(), project, criterion);
    revalidatePath(paths.settings(project));
    return { message: `Added ${criterion.key}.` };
  });
}

export async function editCriterionAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(
    form,
    CriterionInput.extend({ project, criterionId: z.uuid() }),
    async ({ project, criterionId, ...criterion }) => {
      await editCriterion(await actorOrSignIn(), project, criterionId, criterion);
      revalidatePath(paths.settings(project));
      return { message: "Saved.", values: criterion };
    },
  );
}

export async function archiveCriterionAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, z.strictObject({ project, criterionId: z.uuid(), archived }), async (input) => {
    await archiveCriterion(await actorOrSignIn(), input.project, input.criterionId, input.archived === "yes");
    revalidatePath(paths.settings(input.project));
    return undefined;
  });
}

export async function saveScaleAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, ScaleForm.extend({ project }), async ({ project, ...scale }) => {
    const { version } = await saveScale(await actorOrSignIn(), project, scale);
    revalidatePath(paths.settings(project));
    return { message: `Saved as version ${version}.` };
  });
}

export async function saveLabellingAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, LabellingForm.extend({ project }), async ({ project, ...labelling }) => {
    await saveLabelling(await actorOrSignIn(), project, labelling);
    revalidatePath(paths.settings(project));
    return { message: "Saved. It holds for rounds that are opened from now on." };
  });
}

export async function archiveProjectAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, z.strictObject({ project, archived }), async (input) => {
    const change = input.archived === "yes" ? archiveProject : restoreProject;
    await change(await actorOrSignIn(), input.project);
    revalidatePath(paths.settings(input.project));
    return undefined;
  });
}
