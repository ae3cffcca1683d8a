"use server";

import { redirect } from "next/navigation";
import * as z from "zod";
import { actorOrSignIn } from "@/lib/auth/actor";
import { openDemo } from "@/lib/demo/open-demo";
import { runForm } from "@/lib/http/run-form";
import type { FormState } from "@/lib/http/types";
import { paths } from "@/lib/paths";

export async function openDemoAction(_state: FormState, form: FormData): Promise<FormState> {
  return runForm(form, z.strictObject({}), async () => {
    const { slug } = await openDemo(await actorOrSignIn());
    redirect(paths.project(slug));
  });
}
