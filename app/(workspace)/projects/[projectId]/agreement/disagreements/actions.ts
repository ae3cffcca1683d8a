"use server";

import { revalidatePath } from "next/cache";
import * as z from "zod";
import { requestAdjudication } from "@/lib/adjudication/request-adjudication";
import { AdjudicationRequest } from "@/lib/adjudication/schema";
import { actorOrSignIn } from "@/lib/auth/actor";
import { formatQuantity } from "@/lib/format";
import { runForm } from "@/lib/http/run-form";
import type { FormState } from "@/lib/http/types";
import { paths } from "@/lib/paths";

export async function sendToAdjudicationAction(_state: FormState, form: FormData): Promise<FormState> {
  const Form = AdjudicationRequest.safeExtend({ project: z.string().max(100) });
  return runForm(form, Form, async ({ project, ...request }) => {
    const { asked, known, settled } = await requestAdjudication(await actorOrSignIn(), project, request);
    revalidatePath(paths.adjudicate(project));
    const rest = [
      known > 0 ? `${known} waited there already` : null,
      settled > 0 ? `${settled} had a final answer, which stands` : null,
    ].filter((part) => part !== null);
    return {
      message: `${formatQuantity(asked, "comparison")} sent to adjudication${rest.length > 0 ? `; ${rest.join("; ")}` : ""}.`,
    };
  });
}
