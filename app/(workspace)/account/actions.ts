"use server";

import { revalidatePath } from "next/cache";
import * as z from "zod";
import { actorOrSignIn } from "@/lib/auth/actor";
import { createApiKey, revokeApiKey } from "@/lib/auth/api-keys";
import { ApiKeyInput, PasswordChangeInput, PersonName } from "@/lib/auth/schema";
import { changeOwnName, changeOwnPassword } from "@/lib/auth/users";
import { runForm } from "@/lib/http/run-form";
import type { FormState } from "@/lib/http/types";
import { paths } from "@/lib/paths";

export async function nameAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, z.strictObject({ name: PersonName }), async ({ name }) => {
    await changeOwnName(await actorOrSignIn(), name);
    revalidatePath(paths.account());
    return { message: "Your name is changed.", values: { name } };
  });
}

// The address stands in the form for password managers.
const PasswordForm = PasswordChangeInput.extend({ email: z.string().max(254).optional() });

export async function passwordAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, PasswordForm, async ({ current, password }) => {
    await changeOwnPassword(await actorOrSignIn(), { current, password });
    return { message: "Your password is changed. You are signed out everywhere else." };
  });
}

export async function createApiKeyAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, ApiKeyInput, async (input) => {
    const { key } = await createApiKey(await actorOrSignIn(), input);
    revalidatePath(paths.account());
    return { message: input.name, secret: key };
  });
}

export async function revokeApiKeyAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, z.strictObject({ id: z.uuid() }), async ({ id }) => {
    await revokeApiKey(await actorOrSignIn(), id);
    revalidatePath(paths.account());
    return undefined;
  });
}
