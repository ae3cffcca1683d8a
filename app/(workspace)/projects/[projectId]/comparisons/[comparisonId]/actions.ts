"use server";

import { revalidatePath } from "next/cache";
import * as z from "zod";
import { actorOrSignIn } from "@/lib/auth/actor";
import { GoldForm } from "@/lib/gold/schema";
import { removeGold, setGold } from "@/lib/gold/set-gold";
import { runForm } from "@/lib/http/run-form";
import type { FormState } from "@/lib/http/types";
import { paths } from "@/lib/paths";

const OneGold = z.strictObject({ project: z.string().max(100), comparisonId: z.uuid(), criterionId: z.uuid() });

export async function setGoldAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, GoldForm, async (input) => {
    await setGold(await actorOrSignIn(), input);
    revalidatePath(paths.comparison(input.project, input.comparisonId));
    return { message: "Set." };
  });
}

export async function removeGoldAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, OneGold, async (input) => {
    await removeGold(await actorOrSignIn(), input);
    revalidatePath(paths.comparison(input.project, input.comparisonId));
    return undefined;
  });
}
