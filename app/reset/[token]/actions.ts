"use server";

import { redirect } from "next/navigation";
import * as z from "zod";
import { redeemResetLink } from "@/lib/auth/access-links";
import { Password } from "@/lib/auth/schema";
import { signIn } from "@/lib/auth/sign-in";
import { runForm } from "@/lib/http/run-form";
import type { FormState } from "@/lib/http/types";
import { paths } from "@/lib/paths";

// The address stands in the form for password managers; whose password it is, the link says.
const Input = z.strictObject({ token: z.string().max(200), email: z.string().max(254).optional(), password: Password });

export async function resetAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, Input, async ({ token, password }) => {
    const { email } = await redeemResetLink(token, password);
    await signIn({ email, password });
    redirect(paths.projects());
  });
}
