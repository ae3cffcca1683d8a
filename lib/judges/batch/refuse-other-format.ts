import type { Provider } from "@/lib/db/generated/client";
import { AppError } from "@/lib/errors";

/**
 * Files are for endpoints of chat completions alone.
 *
 * @throws AppError `conflict` for another kind of endpoint.
 */
export function refuseOtherFormat(provider: Provider): void {
  if (provider === "OPENAI_COMPATIBLE") return;
  throw new AppError(
    "conflict",
    "Files are written in OpenAI's batch format, for chat completions alone. This endpoint speaks another one.",
  );
}
