"use server";

import { revalidatePath } from "next/cache";
import * as z from "zod";
import { actorOrSignIn } from "@/lib/auth/actor";
import { createInvitation, revokeInvitation } from "@/lib/auth/invitations";
import { changeMember } from "@/lib/auth/members";
import { InvitationInput, MemberChangeInput } from "@/lib/auth/schema";
import { runForm } from "@/lib/http/run-form";
import type { FormState } from "@/lib/http/types";
import { publicUrl } from "@/lib/instance/public-host";
import { paths } from "@/lib/paths";
import { removeProjectMember } from "@/lib/rounds/members/remove-project-member";

const project = z.string().max(100);

export async function inviteAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, InvitationInput.extend({ project }), async ({ project, ...input }) => {
    const { token } = await createInvitation(await actorOrSignIn(), project, input);
    revalidatePath(paths.members(project));
    return { message: input.note, secret: publicUrl(paths.join(token)) };
  });
}

export async function revokeInvitationAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, z.strictObject({ project, id: z.uuid() }), async ({ project, id }) => {
    await revokeInvitation(await actorOrSignIn(), project, id);
    revalidatePath(paths.members(project));
  });
}

export async function changeMemberAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, MemberChangeInput.extend({ project, id: z.uuid() }), async ({ project, id, ...change }) => {
    await changeMember(await actorOrSignIn(), project, id, change);
    revalidatePath(paths.members(project));
    return { message: "Saved." };
  });
}

export async function removeMemberAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, z.strictObject({ project, id: z.uuid() }), async ({ project, id }) => {
    await removeProjectMember(await actorOrSignIn(), project, id);
    revalidatePath(paths.members(project));
  });
}
