"use server";

import { revalidatePath } from "next/cache";
import { actorOrSignIn } from "@/lib/auth/actor";
import { restoreComparison, withdrawComparison } from "@/lib/datasets/browse/withdraw-comparison";
import { RestoreInput, WithdrawInput } from "@/lib/datasets/browse-schema";
import { SaveMappingForm } from "@/lib/datasets/mapping-schema";
import { saveMapping } from "@/lib/datasets/mappings";
import { runForm } from "@/lib/http/run-form";
import type { FormState } from "@/lib/http/types";
import { paths } from "@/lib/paths";

export async function withdrawComparisonAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, WithdrawInput, async (input) => {
    await withdrawComparison(await actorOrSignIn(), input);
    revalidatePath(paths.comparison(input.project, input.comparisonId));
    return undefined;
  });
}

export async function restoreComparisonAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, RestoreInput, async (input) => {
    await restoreComparison(await actorOrSignIn(), input);
    revalidatePath(paths.comparison(input.project, input.comparisonId));
    return undefined;
  });
}

export async function saveMappingAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, SaveMappingForm, async ({ project, name, fields }) => {
    await saveMapping(await actorOrSignIn(), project, { name, fields });
    revalidatePath(paths.importDataset(project));
    return { message: `Kept as “${name}”.` };
  });
}
