"use server";

import { redirect } from "next/navigation";
import * as z from "zod";
import { toNextPath } from "@/lib/auth/next-path";
import { SignInInput } from "@/lib/auth/schema";
import { signIn } from "@/lib/auth/sign-in";
import { runForm } from "@/lib/http/run-form";
import type { FormState } from "@/lib/http/types";
import { paths } from "@/lib/paths";

const Input = SignInInput.extend({ next: z.string().default("") });

export async function signInAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, Input, async ({ next, ...input }) => {
    await signIn(input);
    redirect(toNextPath(next) ?? paths.projects());
  });
}
