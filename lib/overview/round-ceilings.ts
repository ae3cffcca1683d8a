import "server-only";
import { getAgreementReport } from "@/lib/agreement/queries";
import { AgreementOptions } from "@/lib/agreement/schema";
import type { Actor } from "@/lib/auth/types";
import type { RoundEntry } from "@/lib/rounds/types";
import type { RoundCeiling } from "./types";

/**
 * How far the people of each round agree, on the project's first criterion, ties left out.
 *
 * @returns By round id; rounds without labels are not in it.
 */
export async function listRoundCeilings(
  actor: Actor,
  project: string,
  rounds: readonly RoundEntry[],
): Promise<{ criterion: string; byRound: ReadonlyMap<string, RoundCeiling> }> {
  const reports = await Promise.all(
    rounds
      .filter((round) => round.lastLabelAt !== null && round.kind === "LABELLING")
      .map(async ({ id, number }) => {
        const options = AgreementOptions.parse({ between: "human-human", round: String(number) });
        return { id, report: await getAgreementReport(actor, project, options) };
      }),
  );
  const byRound = new Map<string, RoundCeiling>();
  for (const { id, report } of reports) {
    const people = report.groups.find((group) => group.between[1] === "HUMAN");
    if (people) byRound.set(id, { agreement: people.agreementPooled, comparisons: people.comparisons, pairs: people.pairs });
  }
  return { criterion: reports[0]?.report.criterion ?? "the first criterion", byRound };
}
