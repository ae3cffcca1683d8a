import "server-only";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { pool } from "@/lib/db/pool";
import { wilson } from "@/lib/stats";
import type { PrincipleConflict, PrincipleFigures, PrincipleJudge, PrincipleReport } from "./by-principle-types";
import { countMoves, type LabelList } from "./label-list";
import { measureAgreement, type People, readPeople } from "./measure-agreement";
import { readLists } from "./reaggregate";
import { getRuleFacts, type RuleFacts, type RuleTarget } from "./rule-facts";

/** A principle's rows are compared with each other. */
const RESAMPLES = 500;
/** Principles in one reading of the calls: their labels stand in memory side by side, each with and without. */
const AT_ONCE = 16;
const CONFLICTS_SHOWN = 20;

/**
 * What each principle did in a judge version's stored calls: how often it was asked, how far its verdicts alone agree with people, which
 * other principles prefer the other response, and what the labels would be without it. No model is asked, and nothing is stored.
 *
 * @throws AppError `not_found`.
 */
export async function measurePrinciples(actor: Actor, project: string, target: RuleTarget): Promise<PrincipleReport> {
  const facts = await getRuleFacts(actor, project, target);
  const { own, principles: keys } = facts;
  const { ids, lists } = await readLists(facts, [own]);
  const [whole] = lists;
  if (!whole) throw new Error("a list for each rule");
  const people = await readPeople(facts, ids);
  const principles: PrincipleFigures[] = [];
  const preferences = new Map<string, Int8Array>();
  for (let done = 0; done < keys.length; done += AT_ONCE) {
    const some = keys.slice(done, done + AT_ONCE);
    for (const { key, alone, without } of await readByPrinciple(facts, some)) {
      const { comparisons, missing, preferA, preferB } = alone.count();
      const moves = countMoves(whole, without);
      principles.push({
        key,
        weight: weightOf(facts, key),
        used: comparisons - missing,
        decided: preferA + preferB,
        agreement: await measure(facts, people, alone),
        without: { moves, agreement: await measure(facts, people, without) },
      });
      preferences.set(key, toPreferences(alone));
    }
  }
  const pairs = listPairs(preferences);
  return {
    judge: facts.judge,
    criterion: facts.criterion,
    comparisons: whole.count().comparisons,
    agreement: await measure(facts, people, whole),
    principles,
    conflicts: pairs
      .filter(({ differ }) => differ > 0)
      .sort((a, b) => b.differ / b.comparisons - a.differ / a.comparisons || b.differ - a.differ)
      .slice(0, CONFLICTS_SHOWN),
    pairs: pairs.length,
  };
}

/** The judge versions that judge by a version of this constitution, those with the most calls first. */
export async function listPrincipleJudges(actor: Actor, project: string, constitutionId: string): Promise<PrincipleJudge[]> {
  const { id } = await getProject(actor, project, "read");
  const { rows } = await pool().query<PrincipleJudge>(
    `select j.id::text as "judgeId", j.name, v.version, k.version as "constitutionVersion",
       (select count(*)::int from "JudgeCall" c where c."judgeVersionId" = v.id and c."principleId" is not null and c.step = 'VERDICT') as calls
     from "JudgeVersion" v join "Judge" j on j.id = v."judgeId" join "ConstitutionVersion" k on k.id = v."constitutionVersionId"
     where j."projectId" = $1 and k."constitutionId" = $2
     order by calls desc, j.name, v.version desc`,
    [id, constitutionId],
  );
  return rows;
}

interface OfPrinciple {
  key: string;
  alone: LabelList;
  without: LabelList;
}

/** Labels by each principle alone and by all the others, from one reading of the calls. */
async function readByPrinciple(facts: RuleFacts, keys: readonly string[]): Promise<OfPrinciple[]> {
  const others = (key: string) => facts.principles.filter((each) => each !== key);
  const rules = keys.flatMap((key) => [
    { ...facts.own, principles: [key] },
    { ...facts.own, principles: others(key) },
  ]);
  const { lists } = await readLists(facts, rules);
  return keys.flatMap((key, index) => {
    const [alone, without] = [lists[2 * index], lists[2 * index + 1]];
    return alone && without ? [{ key, alone, without }] : [];
  });
}

function weightOf({ fixed }: RuleFacts, key: string): number {
  const id = [...fixed.principleKeys].find(([, each]) => each === key)?.[0];
  return fixed.weights?.get(id ?? "") ?? 1;
}

async function measure(facts: RuleFacts, people: People | null, list: LabelList) {
  return people && (await measureAgreement(facts, people, list, { resamples: RESAMPLES }));
}

/** By comparison: −1 for A, 1 for B, 0 without a preference. */
function toPreferences(list: LabelList): Int8Array {
  return Int8Array.from({ length: list.size }, (_, place) => Math.sign(list.score(place) ?? 0));
}

/** Every two principles that have a preference on the same comparison. O(principles² × comparisons). */
function listPairs(preferences: ReadonlyMap<string, Int8Array>): PrincipleConflict[] {
  const all = [...preferences];
  return all.flatMap(([one, ofOne], index) =>
    all.slice(index + 1).flatMap(([other, ofOther]) => {
      let comparisons = 0;
      let differ = 0;
      for (let place = 0; place < ofOne.length; place++) {
        const product = (ofOne[place] ?? 0) * (ofOther[place] ?? 0);
        if (product === 0) continue;
        comparisons++;
        if (product < 0) differ++;
      }
      return comparisons === 0 ? [] : [{ one, other, comparisons, differ, share: wilson(differ, comparisons) }];
    }),
  );
}
