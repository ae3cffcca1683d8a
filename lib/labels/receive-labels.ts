import "server-only";
import type { UserActor } from "@/lib/auth/types";
import { AppError } from "@/lib/errors";
import { recordLabels } from "./record-labels";
import { type PersonLabelInput, SubmittedLabel } from "./schema";
import type { Acknowledgement, LabelsAnswer } from "./types";

/** What the route answers: with the status of the refusal when every label was refused alike, so that a single one is an ordinary error. */
export interface ReceivedLabels {
  status: number;
  answer: LabelsAnswer & { error?: { code: string; message: string; fields: readonly [] } };
}

/** Takes labels as a browser sends them. Each is checked by itself: one that cannot be read is refused and the others are stored. */
export async function receiveLabels(actor: UserActor, labels: readonly unknown[]): Promise<ReceivedLabels> {
  const results: (Acknowledgement | null)[] = [];
  const inputs: PersonLabelInput[] = [];
  for (const label of labels) {
    const parsed = SubmittedLabel.safeParse(label);
    if (parsed.success) inputs.push({ kind: "PERSON", ...parsed.data });
    const [issue] = parsed.error?.issues ?? [];
    const message = issue ? `${issue.path.join(".") || "The label"}: ${issue.message}` : "";
    results.push(parsed.success ? null : { eventId: readEventId(label), status: "refused", code: "invalid", message });
  }
  const stored = await recordLabels(actor, inputs);
  const acknowledgements = results.flatMap((result) => result ?? stored.shift() ?? []);
  return withStatus(acknowledgements);
}

/** Acknowledgements as the route answers them. */
export function withStatus(acknowledgements: Acknowledgement[]): ReceivedLabels {
  const [first] = acknowledgements;
  if (first?.status !== "refused" || acknowledgements.some((each) => each.status !== "refused" || each.code !== first.code)) {
    return { status: 200, answer: { acknowledgements } };
  }
  const { code, message } = first;
  return { status: new AppError(code, message).status, answer: { acknowledgements, error: { code, message, fields: [] } } };
}

function readEventId(label: unknown): string {
  const id = typeof label === "object" && label !== null && "eventId" in label ? label.eventId : "";
  return typeof id === "string" ? id.slice(0, 64) : "";
}
