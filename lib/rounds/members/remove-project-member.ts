import "server-only";
import { removeMember } from "@/lib/auth/members";
import type { Actor } from "@/lib/auth/types";
import { leaveOpenRounds } from "./change-members";

/** Takes a member out of a project and hands what waits for them in its open rounds to the others. Throws what `removeMember` throws. */
export async function removeProjectMember(actor: Actor, project: string, memberId: string): Promise<void> {
  await removeMember(actor, project, memberId, (transaction, left) => leaveOpenRounds(transaction, left.projectId, left.userId));
}
