import "server-only";
import { db } from "@/lib/db/client";
import { type ConsentText, toConsentText } from "./consent-text";

/**
 * What somebody has to agree to before the next comparison of a project; null when there is nothing, or they have agreed to this very text.
 * The caller has checked that they label there.
 *
 * @returns With `isChanged`: they agreed to an earlier text.
 */
export async function findUnaccepted(
  userId: string,
  projectId: string,
  labelling: unknown,
): Promise<(ConsentText & { isChanged: boolean }) | null> {
  const text = toConsentText(labelling);
  if (!text) return null;
  const given = await db().consent.findMany({ where: { projectId, userId }, select: { textHash: true } });
  if (given.some(({ textHash }) => textHash === text.hash)) return null;
  return { ...text, isChanged: given.length > 0 };
}
