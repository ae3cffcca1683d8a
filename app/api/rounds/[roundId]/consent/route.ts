import * as z from "zod";
import { requireUser } from "@/lib/auth/actor";
import { recordConsent } from "@/lib/consent/record-consent";
import { ConsentInput } from "@/lib/consent/schema";
import { handle, parse, readJson } from "@/lib/http/handle";

export const POST = handle<{ roundId: string }>(async (request, params) => {
  const actor = await requireUser(request);
  await recordConsent(actor, parse(z.uuid(), params.roundId), await readJson(request, ConsentInput));
  return Response.json({});
});
