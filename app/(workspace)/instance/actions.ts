"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import * as z from "zod";
import { erasePerson } from "@/lib/accounts/erase-person";
import { createResetLink } from "@/lib/auth/access-links";
import { actorOrSignIn } from "@/lib/auth/actor";
import { openOperatorAccess } from "@/lib/auth/operator-access";
import { OperatorAccessInput } from "@/lib/auth/schema";
import { setUserDisabled, setUserOperator } from "@/lib/auth/users";
import { runForm } from "@/lib/http/run-form";
import type { FormState } from "@/lib/http/types";
import { publicUrl } from "@/lib/instance/public-host";
import { paths } from "@/lib/paths";

const id = z.uuid();
const answer = z.enum(["yes", "no"]);

export async function setDisabledAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, z.strictObject({ id, disabled: answer }), async ({ id, disabled }) => {
    await setUserDisabled(await actorOrSignIn(), id, disabled === "yes");
    revalidatePath(paths.instance());
  });
}

export async function setOperatorAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, z.strictObject({ id, operator: answer }), async ({ id, operator }) => {
    await setUserOperator(await actorOrSignIn(), id, operator === "yes");
    revalidatePath(paths.instance());
  });
}

export async function erasePersonAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, z.strictObject({ id }), async ({ id }) => {
    await erasePerson(await actorOrSignIn(), id);
    revalidatePath(paths.instance());
  });
}

export async function resetLinkAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, z.strictObject({ id }), async ({ id }) => {
    const { token } = await createResetLink(await actorOrSignIn(), id);
    return { secret: publicUrl(paths.reset(token)) };
  });
}

export async function readProjectAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, OperatorAccessInput, async (input) => {
    const { slug } = await openOperatorAccess(await actorOrSignIn(), input);
    redirect(paths.project(slug));
  });
}
