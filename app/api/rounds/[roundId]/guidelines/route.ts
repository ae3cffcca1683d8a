import * as z from "zod";
import { requireUser } from "@/lib/auth/actor";
import { recordReading } from "@/lib/guidelines/record-reading";
import { ReadingInput } from "@/lib/guidelines/schema";
import { handle, parse, readJson } from "@/lib/http/handle";

export const POST = handle<{ roundId: string }>(async (request, params) => {
  const actor = await requireUser(request);
  const { version } = await readJson(request, ReadingInput);
  await recordReading(actor, parse(z.uuid(), params.roundId), version);
  return Response.json({});
});
