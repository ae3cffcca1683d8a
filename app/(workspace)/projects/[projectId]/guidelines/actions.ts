"use server";

import { revalidatePath } from "next/cache";
import * as z from "zod";
import { actorOrSignIn } from "@/lib/auth/actor";
import { saveGuidelines } from "@/lib/guidelines/save-guidelines";
import { runForm } from "@/lib/http/run-form";
import type { FormState } from "@/lib/http/types";
import { paths } from "@/lib/paths";
import { GuidelinesText } from "@/lib/projects/schema";

const Form = z.strictObject({ project: z.string().max(100), markdown: GuidelinesText });

export async function saveGuidelinesAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, Form, async ({ project, markdown }) => {
    const { version, changed } = await saveGuidelines(await actorOrSignIn(), project, markdown);
    revalidatePath(paths.guidelines(project));
    return { message: changed ? `Saved as version ${version}.` : `Nothing changed: version ${version} holds.` };
  });
}
