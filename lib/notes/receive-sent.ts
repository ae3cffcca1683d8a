import "server-only";
import type { UserActor } from "@/lib/auth/types";
import { recordEdit } from "@/lib/edits/record-edit";
import { raiseFlag } from "@/lib/flags/raise-flag";
import { type ReceivedLabels, receiveLabels, withStatus } from "@/lib/labels/receive-labels";
import type { Acknowledgement } from "@/lib/labels/types";
import { askQuestion } from "@/lib/questions/ask-question";
import { refuse } from "./find-shown";
import { SubmittedNote } from "./schema";

/**
 * Takes what a browser sends from a round: labels, and notes about comparisons (flags, questions, edited responses). Each is checked by
 * itself, and there is one acknowledgement each, in their order. Labels are stored first.
 */
export async function receiveSent(actor: UserActor, sent: readonly unknown[]): Promise<ReceivedLabels> {
  if (!sent.some(isNote)) return receiveLabels(actor, sent);
  const labels = sent.filter((each) => !isNote(each));
  const ofLabels = labels.length > 0 ? (await receiveLabels(actor, labels)).answer.acknowledgements : [];
  const acknowledgements: Acknowledgement[] = [];
  for (const each of sent) {
    const acknowledgement = isNote(each) ? await receiveNote(actor, each) : ofLabels.shift();
    if (acknowledgement) acknowledgements.push(acknowledgement);
  }
  return withStatus(acknowledgements);
}

function isNote(sent: unknown): sent is object {
  return typeof sent === "object" && sent !== null && "note" in sent;
}

async function receiveNote(actor: UserActor, sent: object): Promise<Acknowledgement> {
  const parsed = SubmittedNote.safeParse(sent);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const eventId = "eventId" in sent && typeof sent.eventId === "string" ? sent.eventId.slice(0, 64) : "";
    return refuse(eventId, { code: "invalid", message: `${issue?.path.join(".") || "The note"}: ${issue?.message}` });
  }
  switch (parsed.data.note) {
    case "FLAG":
      return raiseFlag(actor, parsed.data);
    case "QUESTION":
      return askQuestion(actor, parsed.data);
    case "EDIT":
      return recordEdit(actor, parsed.data);
  }
}
