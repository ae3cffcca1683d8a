import { fetchAnswer } from "@/lib/fetch-json";
import type { SubmittedLabel } from "@/lib/labels/schema";
import type { Acknowledgement } from "@/lib/labels/types";
import { api } from "@/lib/paths";
import type { SendResult } from "./flush-outbox";

const TIMEOUT_MILLISECONDS = 20_000;

/** Sends labels to the server and says what became of them; never throws. */
export async function sendLabels(labels: SubmittedLabel[]): Promise<SendResult> {
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MILLISECONDS);
    const { status, body, retryAfterSeconds } = await fetchAnswer(api.labels(), { method: "POST", body: { labels }, signal });
    const acknowledgements = readAcknowledgements(body);
    if (acknowledgements) return { kind: "answered", acknowledgements };
    if (status === 401) return { kind: "signed-out" };
    return { kind: "busy", retryAfterSeconds };
  } catch {
    return { kind: "offline" };
  }
}

function readAcknowledgements(body: unknown): Acknowledgement[] | null {
  if (typeof body !== "object" || body === null || !("acknowledgements" in body)) return null;
  const { acknowledgements } = body;
  if (!Array.isArray(acknowledgements)) return null;
  return acknowledgements.filter(isAcknowledgement);
}

function isAcknowledgement(value: unknown): value is Acknowledgement {
  if (typeof value !== "object" || value === null || !("eventId" in value) || !("status" in value)) return false;
  return value.status === "stored" || value.status === "known" || (value.status === "refused" && "message" in value);
}
