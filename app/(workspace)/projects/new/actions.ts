"use server";

import { redirect } from "next/navigation";
import { actorOrSignIn } from "@/lib/auth/actor";
import { runForm } from "@/lib/http/run-form";
import type { FormState } from "@/lib/http/types";
import { paths } from "@/lib/paths";
import { createProject } from "@/lib/projects/create-project";
import { ProjectForm } from "@/lib/projects/schema";

export async function createProjectAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, ProjectForm, async (input) => {
    const { slug } = await createProject(await actorOrSignIn(), input, { isNewName: true });
    redirect(paths.project(slug));
  });
}
