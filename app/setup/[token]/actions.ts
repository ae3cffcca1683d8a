"use server";

import { redirect } from "next/navigation";
import * as z from "zod";
import { redeemSetupLink } from "@/lib/auth/access-links";
import { NewAccountInput } from "@/lib/auth/schema";
import { signIn } from "@/lib/auth/sign-in";
import { runForm } from "@/lib/http/run-form";
import type { FormState } from "@/lib/http/types";
import { paths } from "@/lib/paths";

const Input = NewAccountInput.extend({ token: z.string().max(200) });

export async function setupAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, Input, async ({ token, ...account }) => {
    await redeemSetupLink(token, account);
    await signIn(account);
    redirect(paths.projects());
  });
}
