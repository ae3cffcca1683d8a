import { handle } from "@/lib/http/handle";
import { getHealth } from "@/lib/instance/health";

export const dynamic = "force-dynamic";

export const GET = handle(async () => {
  const health = await getHealth();
  return Response.json(health, { status: health.database ? 200 : 503 });
});
