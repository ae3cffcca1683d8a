"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { actorOrSignIn } from "@/lib/auth/actor";
import { archiveConstitution } from "@/lib/constitutions/archive-constitution";
import { EXAMPLES } from "@/lib/constitutions/examples/examples";
import { ArchiveForm, ConstitutionForm, ExampleForm, ImportForm } from "@/lib/constitutions/form-schema";
import { saveConstitution } from "@/lib/constitutions/save-constitution";
import { runForm } from "@/lib/http/run-form";
import type { FormState } from "@/lib/http/types";
import { paths } from "@/lib/paths";

export async function saveConstitutionAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, ConstitutionForm, async ({ project, document, basedOn }) => {
    const options = basedOn === undefined ? { only: "create" as const } : { only: "version" as const, basedOn };
    const saved = await saveConstitution(await actorOrSignIn(), project, document, options);
    if (saved.outcome === "unchanged") return { message: `Nothing is different from v${saved.version}.` };
    // The sidebar counts constitutions.
    revalidatePath(paths.project(project), "layout");
    redirect(paths.constitution(project, saved.constitutionId));
  });
}

export async function importConstitutionAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, ImportForm, async ({ project, document }) => {
    const saved = await saveConstitution(await actorOrSignIn(), project, document);
    if (saved.outcome === "unchanged") return { message: `It is here already, as v${saved.version}.` };
    revalidatePath(paths.project(project), "layout");
    redirect(paths.constitution(project, saved.constitutionId));
  });
}

export async function addExampleAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, ExampleForm, async ({ project, example }) => {
    const saved = await saveConstitution(await actorOrSignIn(), project, EXAMPLES[example], { only: "create" });
    revalidatePath(paths.project(project), "layout");
    redirect(paths.constitution(project, saved.constitutionId));
  });
}

export async function archiveConstitutionAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, ArchiveForm, async ({ project, id, archived }) => {
    await archiveConstitution(await actorOrSignIn(), project, id, archived);
    revalidatePath(paths.project(project), "layout");
    return {};
  });
}
