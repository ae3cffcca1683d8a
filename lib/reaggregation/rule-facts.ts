import "server-only";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { listPrinciples } from "@/lib/constitutions/queries";
import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { toPolarity } from "@/lib/judges/prompt/polarity";
import { getJudge } from "@/lib/judges/queries";
import type { JudgeSpec } from "@/lib/judges/schema";
import { toStoredScale } from "@/lib/labels/round-facts";
import { toStrengths } from "@/lib/labels/scale";
import type { FixedRule } from "./apply-rule";
import type { ReaggregationRule } from "./schema";

/** A judge version on a criterion, as far as putting its calls together goes. */
export interface RuleFacts {
  project: { id: string; slug: string };
  judge: { id: string; name: string; version: number; versionId: string };
  criterion: { id: string; key: string };
  fixed: FixedRule;
  /** The version's own rule. */
  own: ReaggregationRule;
  /** The keys of its constitution's principles, in their order. */
  principles: readonly string[];
  samples: number;
}

/** Which judge, and on what. */
export interface RuleTarget {
  /** Its id or its name. */
  judge: string;
  version?: number | undefined;
  /** Key or id; the first one when left out. */
  criterion?: string | undefined;
}

/**
 * What is needed to put a version's calls together in another way. Nothing of it comes from a model.
 *
 * @throws AppError `not_found`.
 */
export async function getRuleFacts(actor: Actor, idOrSlug: string, target: RuleTarget): Promise<RuleFacts> {
  const project = await getProject(actor, idOrSlug, "read");
  const { id, name, entry, spec } = await getJudge(actor, project.id, target.judge, target.version);
  const [version, criteria, scale] = await Promise.all([
    db().judgeVersion.findUniqueOrThrow({ where: { id: entry.versionId }, select: { constitutionVersionId: true } }),
    db().criterion.findMany({
      where: { projectId: project.id },
      orderBy: [{ position: "asc" }, { createdAt: "asc" }, { id: "asc" }],
      select: { id: true, key: true, polarity: true },
    }),
    db().scaleVersion.findFirstOrThrow({ where: { projectId: project.id }, orderBy: { version: "desc" } }),
  ]);
  const wanted = target.criterion;
  const criterion = wanted ? criteria.find((each) => each.key === wanted || each.id === wanted) : criteria[0];
  if (!criterion) throw notFound(wanted ? `The criterion "${wanted}"` : "A criterion");
  const principles = version.constitutionVersionId ? await listPrinciples(version.constitutionVersionId) : [];
  return {
    project: { id: project.id, slug: project.slug },
    judge: { id, name, version: entry.version, versionId: entry.versionId },
    criterion: { id: criterion.id, key: criterion.key },
    fixed: {
      kind: spec.template.kind,
      polarity: toPolarity(spec.template.asks, criterion.polarity),
      weights: new Map(principles.map((principle) => [principle.id, principle.weight])),
      strengths: toStrengths(toStoredScale(scale)),
      principleKeys: new Map(principles.map((principle) => [principle.id, principle.key])),
    },
    own: toOwnRule(spec),
    principles: principles.map(({ key }) => key),
    samples: spec.samples,
  };
}

function toOwnRule({ orders, aggregation, tieBand, onContradiction, clamp }: JudgeSpec): ReaggregationRule {
  return { orders, samples: null, principles: null, aggregation, tieBand, onContradiction, clamp };
}
