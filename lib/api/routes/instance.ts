import * as z from "zod";
import { defineRoute } from "@/lib/api/route";

export const getHealth = defineRoute({
  id: "getHealth",
  method: "GET",
  path: "/health",
  group: "Instance",
  summary: "Whether the instance can serve",
  description: "No secrets and no counts. `/api/health` answers the same.",
  access: "public",
  answer: {
    status: 200,
    schema: z.strictObject({ status: z.enum(["ok", "unavailable"]), database: z.boolean() }).meta({ id: "Health" }),
  },
  example: '"$CONCORD_URL/api/v1/health"',
});
