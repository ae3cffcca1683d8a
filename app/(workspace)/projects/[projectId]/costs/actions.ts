"use server";

import { revalidatePath } from "next/cache";
import * as z from "zod";
import { actorOrSignIn } from "@/lib/auth/actor";
import { runForm } from "@/lib/http/run-form";
import type { FormState } from "@/lib/http/types";
import { removePrice, savePrice } from "@/lib/money/save-price";
import { MoneyForm, PriceForm } from "@/lib/money/schema";
import { saveMoneySettings } from "@/lib/money/settings";
import { paths } from "@/lib/paths";

export async function savePriceAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, PriceForm, async ({ project, ...price }) => {
    await savePrice(await actorOrSignIn(), project, price);
    revalidatePath(paths.prices(project));
    return { message: `Added the price of ${price.model}.` };
  });
}

export async function removePriceAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, z.strictObject({ project: z.string().max(100), id: z.uuid() }), async ({ project, id }) => {
    await removePrice(await actorOrSignIn(), project, id);
    revalidatePath(paths.prices(project));
    return undefined;
  });
}

export async function saveMoneyAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, MoneyForm, async ({ project, ...settings }) => {
    await saveMoneySettings(await actorOrSignIn(), project, settings);
    revalidatePath(paths.project(project), "layout");
    return { message: "Saved. Runs see it at their next call." };
  });
}
