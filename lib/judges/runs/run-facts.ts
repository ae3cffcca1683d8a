import "server-only";
import { listPrinciples } from "@/lib/constitutions/queries";
import { db } from "@/lib/db/client";
import { type CallPlan, toCallPlan } from "@/lib/judges/calls/call-plan";
import type { PromptFrame } from "@/lib/judges/prompt/build-messages";
import { toPolarity } from "@/lib/judges/prompt/polarity";
import type { JudgePrinciple } from "@/lib/judges/prompt/principles";
import { JudgeSpec } from "@/lib/judges/schema";
import type { Polarity } from "@/lib/judges/types";
import { toStoredScale } from "@/lib/labels/round-facts";
import { toStrengths } from "@/lib/labels/scale";

/** What stays the same over all calls of a run. */
export interface RunFacts {
  runId: string;
  projectId: string;
  roundId: string | null;
  criterionId: string;
  annotatorId: string;
  judgeVersionId: string;
  endpointId: string;
  model: string;
  spec: JudgeSpec;
  plan: CallPlan;
  frame: PromptFrame;
  /** What the prompt asks for. */
  polarity: Polarity;
  strengths: readonly number[];
  scaleVersionId: string;
}

/** Reads what a run's calls have in common. Of it only the endpoint's address and key can change, and those are read apart. */
export async function getRunFacts(runId: string): Promise<RunFacts> {
  const run = await db().judgeRun.findUniqueOrThrow({
    where: { id: runId },
    select: {
      id: true,
      projectId: true,
      roundId: true,
      criterionId: true,
      judgeVersion: {
        select: {
          id: true,
          model: true,
          spec: true,
          endpointId: true,
          constitutionVersionId: true,
          annotator: { select: { id: true } },
        },
      },
    },
  });
  const { judgeVersion: version, projectId, criterionId, roundId } = run;
  if (!version.annotator) throw new Error(`judge version ${version.id} has no annotator`);
  const [criterion, scale, principles] = await Promise.all([
    db().criterion.findUniqueOrThrow({ where: { id: criterionId }, select: { key: true, question: true, polarity: true } }),
    findScale(projectId, roundId),
    principlesOfVersion(version),
  ]);
  const spec = JudgeSpec.parse(version.spec);
  return {
    runId,
    projectId,
    roundId,
    criterionId,
    annotatorId: version.annotator.id,
    judgeVersionId: version.id,
    endpointId: version.endpointId,
    model: version.model,
    spec,
    plan: toCallPlan(spec, principles),
    frame: toFrame(spec, criterion, principles),
    polarity: toPolarity(spec.template.asks, criterion.polarity),
    strengths: toStrengths(toStoredScale(scale)),
    scaleVersionId: scale.id,
  };
}

/** The principles of a judge version in their order; none without a constitution. */
export async function principlesOfVersion({
  constitutionVersionId,
}: {
  constitutionVersionId: string | null;
}): Promise<JudgePrinciple[]> {
  return constitutionVersionId === null ? [] : listPrinciples(constitutionVersionId);
}

/** The part of a version's settings that makes its prompts. */
export function toFrame(
  spec: JudgeSpec,
  criterion: { key: string; question: string; polarity: Polarity },
  principles: readonly JudgePrinciple[],
): PromptFrame {
  const { template, answers, preambleAsSystem, hardening, chainOfThought, fewShot, constitution } = spec;
  return {
    template,
    answers,
    preambleAsSystem,
    hardening,
    chainOfThought,
    fewShot,
    constitution,
    principles,
    criterion: { key: criterion.key, question: criterion.question },
    polarity: toPolarity(template.asks, criterion.polarity),
  };
}

/** A run inside a round keeps the round's scale; else the scale in force. */
async function findScale(projectId: string, roundId: string | null) {
  const round = roundId ? await db().round.findUniqueOrThrow({ where: { id: roundId }, select: { scaleVersionId: true } }) : null;
  return db().scaleVersion.findFirstOrThrow({
    where: { projectId, ...(round ? { id: round.scaleVersionId } : {}) },
    orderBy: { version: "desc" },
  });
}
