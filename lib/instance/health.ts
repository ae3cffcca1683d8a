import "server-only";
import { pool } from "@/lib/db/pool";

/** Whether the instance can serve: the database answers. No secrets, no counts. */
export async function getHealth(): Promise<{ status: "ok" | "unavailable"; database: boolean }> {
  try {
    await pool().query("select 1");
    return { status: "ok", database: true };
  } catch {
    return { status: "unavailable", database: false };
  }
}
