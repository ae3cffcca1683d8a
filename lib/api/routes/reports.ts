import { AgreementOptions } from "@/lib/agreement/schema";
import {
  AggregateDocument,
  AgreementDocument,
  ConsensusLine,
  FiguresDocument,
  LeaderboardDocument,
  RankDocument,
} from "@/lib/api/documents/reports";
import { ProjectRef, Word } from "@/lib/api/parts";
import { defineRoute } from "@/lib/api/route";
import { AggregateQuery } from "@/lib/consensus/schema";
import { FiguresOptions, LeaderboardOptions } from "@/lib/judge-figures/schema";
import { RankOptions } from "@/lib/ranking/schema";

/** Equal labels and options are an equal report, whenever it was made. */
const versionOf = ({ generatedAt, ...report }: { generatedAt: string }) => ["", report] as const;

export const getAgreement = defineRoute({
  id: "getAgreement",
  method: "GET",
  path: "/projects/{project}/agreement",
  group: "Reports",
  summary: "How far annotators agree",
  description:
    "People among themselves, people with each judge, judges among themselves, with intervals: what the page shows and `concord agreement --json` prints.",
  access: "read",
  params: { project: ProjectRef },
  query: AgreementOptions,
  answer: { status: 200, schema: AgreementDocument, versionOf },
  example: '"$CONCORD_URL/api/v1/projects/household-assistant/agreement?ties=category"',
});

export const getRank = defineRoute({
  id: "getRank",
  method: "GET",
  path: "/projects/{project}/rank",
  group: "Reports",
  summary: "Models by strength",
  description: "As people or a judge prefer them, with intervals: what `concord rank --json` prints.",
  access: "read",
  params: { project: ProjectRef },
  query: RankOptions,
  answer: { status: 200, schema: RankDocument, versionOf },
  example: '"$CONCORD_URL/api/v1/projects/household-assistant/rank?by=human&method=davidson"',
});

export const getAggregate = defineRoute({
  id: "getAggregate",
  method: "GET",
  path: "/projects/{project}/aggregate",
  group: "Reports",
  summary: "One answer for each comparison",
  description:
    "The consensus of many labels and how good its annotators are: what `concord aggregate --json` prints. With `limit` or `after` a page of comparisons, else all of them, streamed; as NDJSON the comparisons alone.",
  access: "read",
  params: { project: ProjectRef },
  query: AggregateQuery,
  answer: { status: 200, schema: AggregateDocument, line: ConsensusLine },
  example: '"$CONCORD_URL/api/v1/projects/household-assistant/aggregate?method=dawid-skene&limit=100"',
});

export const getLeaderboard = defineRoute({
  id: "getLeaderboard",
  method: "GET",
  path: "/projects/{project}/leaderboard",
  group: "Reports",
  summary: "All judges beside each other",
  description: "With people among themselves as the ceiling: what `concord leaderboard --json` prints.",
  access: "read",
  params: { project: ProjectRef },
  query: LeaderboardOptions,
  answer: { status: 200, schema: LeaderboardDocument, versionOf },
  example: '"$CONCORD_URL/api/v1/projects/household-assistant/leaderboard"',
});

export const getJudgeFigures = defineRoute({
  id: "getJudgeFigures",
  method: "GET",
  path: "/projects/{project}/judges/{judge}/figures",
  group: "Reports",
  summary: "One judge against people",
  description: "Agreement, position, calibration and what to trust it with: what `concord judge figures --json` prints.",
  access: "read",
  params: { project: ProjectRef, judge: Word(200).meta({ description: "A judge's id or name, or an annotator's id." }) },
  query: FiguresOptions,
  answer: { status: 200, schema: FiguresDocument, versionOf },
  example: '"$CONCORD_URL/api/v1/projects/household-assistant/judges/Local/figures"',
});
