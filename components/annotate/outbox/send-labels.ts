import { fetchAnswer } from "@/lib/fetch-json";
import type { Acknowledgement } from "@/lib/labels/types";
import { api } from "@/lib/paths";
import type { SendResult } from "./flush-outbox";
import type { Sent } from "./outbox-store";

const TIMEOUT_MILLISECONDS = 20_000;
/** Browsers take no larger body of a request that outlives its page. */
const MOST_KEPT_ALIVE = 60_000;

/** Sends a person's labels and notes to the server, and goes on doing so when the page is left; says what became of them and never throws. */
export async function sendLabels(labels: Sent[]): Promise<SendResult> {
  try {
    const { status, body, retryAfterSeconds } = await fetchAnswer(api.labels(), {
      method: "POST",
      body: { labels },
      signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
      keepalive: JSON.stringify(labels).length < MOST_KEPT_ALIVE,
    });
    const acknowledgements = readAcknowledgements(body);
    if (acknowledgements) return { kind: "answered", acknowledgements };
    if (status === 401) return { kind: "signed-out" };
    const refusal = readRefusal(body);
    const isFinal = refusal !== null && status >= 400 && status < 500 && status !== 408 && status !== 429;
    return isFinal ? { kind: "refused", message: refusal } : { kind: "busy", retryAfterSeconds };
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

/** The sentence of our own API; a proxy's page, which says nothing about labels, has none. */
function readRefusal(body: unknown): string | null {
  if (typeof body !== "object" || body === null || !("error" in body)) return null;
  const { error } = body;
  if (typeof error !== "object" || error === null || !("message" in error)) return null;
  return typeof error.message === "string" ? error.message : null;
}
