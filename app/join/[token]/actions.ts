"use server";

import { redirect } from "next/navigation";
import * as z from "zod";
import { actorOrSignIn } from "@/lib/auth/actor";
import { acceptInvitation, acceptInvitationAsNewUser } from "@/lib/auth/invitations";
import { NewAccountInput } from "@/lib/auth/schema";
import { signIn, signOut } from "@/lib/auth/sign-in";
import { runForm } from "@/lib/http/run-form";
import type { FormState } from "@/lib/http/types";
import { paths } from "@/lib/paths";

const Token = z.strictObject({ token: z.string().max(200) });
const NewAccount = NewAccountInput.extend({ token: z.string().max(200) });

export async function joinAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, NewAccount, async ({ token, ...account }) => {
    const { role, projectSlug } = await acceptInvitationAsNewUser(token, account);
    await signIn(account);
    redirect(role === "ANNOTATOR" ? paths.projects() : paths.project(projectSlug));
  });
}

export async function acceptAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, Token, async ({ token }) => {
    const actor = await actorOrSignIn(paths.join(token));
    const { role, projectSlug } = await acceptInvitation(actor, token);
    redirect(role === "ANNOTATOR" ? paths.projects() : paths.project(projectSlug));
  });
}

export async function leaveAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, Token, async ({ token }) => {
    await signOut();
    redirect(paths.join(token));
  });
}
