import "server-only";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { toPrincipleVerdicts } from "@/lib/judges/aggregate";
import { toPolarity } from "@/lib/judges/prompt/polarity";
import { principlesOfVersion } from "@/lib/judges/runs/run-facts";
import { JudgeSpec } from "@/lib/judges/schema";
import type { ComparisonVerdicts } from "@/lib/judges/types";

/** Which verdicts are wanted. */
export interface VerdictsInput {
  judgeVersionId: string;
  criterionId: string;
  comparisonId: string;
}

/**
 * What a judge version has said about one comparison: each principle's verdict with its samples, and the label that they made.
 *
 * @returns Null while it has answered no call about it.
 * @throws AppError `not_found`.
 */
export async function getVerdicts(actor: Actor, project: string, input: VerdictsInput): Promise<ComparisonVerdicts | null> {
  const { id: projectId } = await getProject(actor, project, "read");
  const { judgeVersionId, criterionId, comparisonId } = input;
  const [version, criterion, calls, label] = await Promise.all([
    db().judgeVersion.findFirst({
      where: { id: judgeVersionId, judge: { projectId } },
      select: { spec: true, constitutionVersionId: true },
    }),
    db().criterion.findFirst({ where: { id: criterionId, projectId }, select: { polarity: true } }),
    db().judgeCall.findMany({
      where: { judgeVersionId, criterionId, comparisonId, comparison: { projectId } },
      orderBy: [{ order: "asc" }, { sampleIndex: "asc" }],
      select: CALL,
    }),
    db().label.findFirst({
      where: { comparisonId, criterionId, projectId, annotator: { judgeVersionId } },
      orderBy: { submittedAt: "desc" },
      select: { answer: true, score: true, probabilityB: true, probabilityBClamped: true, orderConsistent: true },
    }),
  ]);
  if (!version || !criterion) throw notFound("The judge");
  if (calls.length === 0) return null;
  const spec = JudgeSpec.parse(version.spec);
  const principles = await principlesOfVersion(version);
  const verdicts = calls.filter(({ step }) => step === "VERDICT");
  const rule = {
    ...spec,
    kind: spec.template.kind,
    polarity: toPolarity(spec.template.asks, criterion.polarity),
    strengths: [],
  };
  const places = [...principles.map(({ id }) => id), null];
  const said = (toPrincipleVerdicts(verdicts, rule) ?? []).toSorted(
    (one, other) => places.indexOf(one.principleId) - places.indexOf(other.principleId),
  );
  return {
    label,
    isDirect: spec.template.kind === "score",
    principles: said.map(({ principleId, probabilityB, byOrder }) => ({
      principle: principles.find(({ id }) => id === principleId) ?? null,
      probabilityB,
      byOrder,
      samples: verdicts
        .filter((call) => call.principleId === principleId)
        .map((call) => ({
          ...call,
          rationale: calls.find((each) => each.step === "RATIONALE" && isSameSample(each, call))?.rawText ?? null,
        })),
    })),
  };
}

const CALL = {
  id: true,
  step: true,
  order: true,
  principleId: true,
  sampleIndex: true,
  rawText: true,
  method: true,
  probabilityFirst: true,
  score: true,
} as const;

interface Sample {
  order: string;
  principleId: string | null;
  sampleIndex: number;
}

function isSameSample(one: Sample, other: Sample): boolean {
  return one.order === other.order && one.principleId === other.principleId && one.sampleIndex === other.sampleIndex;
}
