import { apiDocument } from "@/lib/api/document";
import { handle } from "@/lib/http/handle";

export const GET = handle(async () => Response.json(apiDocument()));
