"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import * as z from "zod";
import { actorOrSignIn } from "@/lib/auth/actor";
import { formatQuantity } from "@/lib/format";
import { adoptGuidelines } from "@/lib/guidelines/adopt-guidelines";
import { runForm } from "@/lib/http/run-form";
import type { FormState } from "@/lib/http/types";
import { paths } from "@/lib/paths";
import { closeRound, pauseRound, reopenRound, resumeRound } from "@/lib/rounds/close-round";
import { createRound, deleteRound, saveRound } from "@/lib/rounds/create-round";
import { addRoundMember, removeRoundMember } from "@/lib/rounds/members/change-members";
import { saveRoundMember } from "@/lib/rounds/members/save-member";
import { openRound } from "@/lib/rounds/open-round";
import { RoundForm, RoundMemberForm } from "@/lib/rounds/schema";
import { startRound } from "@/lib/rounds/start-round";

const OneRound = z.strictObject({ project: z.string().max(100), roundId: z.uuid() });

export async function saveRoundAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, RoundForm, async ({ project, roundId, intent, settings }) => {
    const actor = await actorOrSignIn();
    if (roundId === "") {
      const make = intent === "open" ? startRound : createRound;
      const { id } = await make(actor, project, settings);
      // The number of rounds stands in the layout around the page.
      revalidatePath(paths.project(project), "layout");
      redirect(paths.round(project, id));
    }
    await saveRound(actor, roundId, settings);
    if (intent === "open") await openRound(actor, roundId);
    revalidatePath(paths.round(project, roundId));
    return { message: "Saved." };
  });
}

export async function closeRoundAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, OneRound, async ({ project, roundId }) => {
    await closeRound(await actorOrSignIn(), roundId);
    revalidatePath(paths.round(project, roundId));
    return undefined;
  });
}

export async function pauseRoundAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, OneRound, async ({ project, roundId }) => {
    await pauseRound(await actorOrSignIn(), roundId);
    revalidatePath(paths.round(project, roundId));
    return undefined;
  });
}

export async function resumeRoundAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, OneRound, async ({ project, roundId }) => {
    await resumeRound(await actorOrSignIn(), roundId);
    revalidatePath(paths.round(project, roundId));
    return undefined;
  });
}

export async function saveRoundMemberAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, RoundMemberForm, async ({ project, roundId, ...settings }) => {
    await saveRoundMember(await actorOrSignIn(), roundId, settings);
    revalidatePath(paths.round(project, roundId));
    return undefined;
  });
}

export async function reopenRoundAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, OneRound, async ({ project, roundId }) => {
    await reopenRound(await actorOrSignIn(), roundId);
    revalidatePath(paths.round(project, roundId));
    return undefined;
  });
}

export async function adoptGuidelinesAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, OneRound, async ({ project, roundId }) => {
    const { version } = await adoptGuidelines(await actorOrSignIn(), roundId);
    revalidatePath(paths.round(project, roundId));
    return { message: `The round is under version ${version} now.` };
  });
}

export async function deleteRoundAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, OneRound, async ({ project, roundId }) => {
    await deleteRound(await actorOrSignIn(), roundId);
    redirect(paths.rounds(project));
  });
}

export async function addRoundMemberAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, OneRound.extend({ userId: z.uuid("Choose a person.") }), async ({ project, roundId, userId }) => {
    const { taken } = await addRoundMember(await actorOrSignIn(), roundId, userId);
    revalidatePath(paths.round(project, roundId));
    return { message: taken === 0 ? "Added." : `Added, with ${formatQuantity(taken, "comparison")} that waited for others.` };
  });
}

export async function removeRoundMemberAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, OneRound.extend({ annotatorId: z.uuid() }), async ({ project, roundId, annotatorId }) => {
    await removeRoundMember(await actorOrSignIn(), roundId, annotatorId);
    revalidatePath(paths.round(project, roundId));
    return undefined;
  });
}
