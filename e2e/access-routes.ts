import { crc32 } from "node:zlib";
import { newId } from "@/lib/ids";
import { api, paths } from "@/lib/paths";
import type { Visitor, World } from "./access-world";

/**
 * What a route answers to someone: the page or data (`ok`), the sign-in (`sign-in`, pages), 401 (`unauthenticated`, handlers), 403 (`forbidden`),
 * 404 (`not-found`), or a refusal that only who may come so far gets to hear (`conflict`, `invalid`).
 */
export type Outcome = "ok" | "sign-in" | "unauthenticated" | "forbidden" | "not-found" | "conflict" | "invalid";

/** A route as the file tree names it, an address of it in the world, and what everyone gets there. */
export interface RouteRule {
  route: string;
  /** GET unless said otherwise. */
  method?: "POST";
  url: (world: World) => string;
  /** The JSON that a write sends; a text is sent as bytes. */
  body?: (world: World) => unknown;
  outcomes: Record<Visitor, Outcome>;
  /** Who reads the comparison's texts here beside the researcher. */
  textFor?: readonly Visitor[];
}

function everyone(outcome: Outcome, others: Partial<Record<Visitor, Outcome>> = {}): Record<Visitor, Outcome> {
  return {
    nobody: outcome,
    annotator: outcome,
    annotatorElsewhere: outcome,
    researcherElsewhere: outcome,
    disabled: outcome,
    removed: outcome,
    operator: outcome,
    adjudicator: outcome,
    researcher: outcome,
    ...others,
  };
}

const signedOut = { nobody: "sign-in", disabled: "sign-in" } as const;
const unauthenticated = { nobody: "unauthenticated", disabled: "unauthenticated" } as const;

/** Pages that only need a session. */
const signedIn = everyone("ok", signedOut);

/** Pages of the project's researchers. */
const researchers = everyone("not-found", { ...signedOut, researcher: "ok" });

/** The adjudicator's pages, which the project's researchers read. */
const adjudicators = everyone("not-found", { ...signedOut, adjudicator: "ok", researcher: "ok" });

/** Pages of whoever runs the instance. */
const operators = everyone("not-found", { ...signedOut, operator: "ok" });

/** Handlers of the project's researchers, and of the round's annotators. */
const researchersApi = everyone("not-found", { ...unauthenticated, researcher: "ok" });
const annotatorsApi = everyone("not-found", { ...unauthenticated, annotator: "ok" });

/** What a training tells its people only once they have answered. */
const beforeAnswering = everyone("not-found", { ...unauthenticated, annotator: "conflict" });

/** A file of one comparison. */
const FILE = new URLSearchParams({ fileName: "one.jsonl" });
const LINE = JSON.stringify({ prompt: "Why is the sky blue?", responseA: "Light scatters.", responseB: "It is not." });

/** Every route of the app. A route that is built and not named here fails the sweep; so does one named here that is not built. */
export const ROUTES: readonly RouteRule[] = [
  { route: "/", url: () => paths.home(), outcomes: signedIn },
  { route: "/sign-in", url: () => paths.signIn(), outcomes: everyone("ok") },
  { route: "/setup/[token]", url: () => paths.setup("x".repeat(43)), outcomes: everyone("ok") },
  { route: "/reset/[token]", url: (world) => paths.reset(world.resetToken), outcomes: everyone("ok") },
  { route: "/join/[token]", url: (world) => paths.join(world.joinToken), outcomes: everyone("ok") },

  { route: "/docs/api", url: () => paths.apiDocs(), outcomes: everyone("ok") },
  { route: "/account", url: () => paths.account(), outcomes: signedIn },
  { route: "/projects", url: () => paths.projects(), outcomes: signedIn },
  {
    route: "/projects/new",
    url: () => paths.newProject(),
    outcomes: everyone("not-found", { ...signedOut, researcherElsewhere: "ok", operator: "ok", researcher: "ok" }),
  },
  { route: "/instance", url: () => paths.instance(), outcomes: operators },
  { route: "/instance/audit", url: () => paths.instanceAudit(), outcomes: operators },

  { route: "/projects/[projectId]/agreement", url: (world) => paths.agreement(world.project.slug), outcomes: researchers },
  { route: "/projects/[projectId]/verdict", url: (world) => paths.verdict(world.project.slug), outcomes: researchers },
  { route: "/projects/[projectId]/models", url: (world) => paths.models(world.project.slug), outcomes: researchers },
  {
    route: "/projects/[projectId]/agreement/disagreements",
    url: (world) => paths.disagreements(world.project.slug),
    outcomes: researchers,
  },
  {
    route: "/projects/[projectId]/comparisons/[comparisonId]",
    url: (world) => paths.comparison(world.project.slug, world.comparisonId),
    outcomes: researchers,
  },
  { route: "/projects/[projectId]/dataset", url: (world) => paths.dataset(world.project.slug), outcomes: researchers },
  {
    route: "/projects/[projectId]/dataset/import",
    url: (world) => paths.importDataset(world.project.slug),
    outcomes: researchers,
  },
  {
    route: "/projects/[projectId]/adjudicate",
    url: (world) => paths.adjudicate(world.project.slug),
    outcomes: adjudicators,
    textFor: ["adjudicator"],
  },
  {
    route: "/projects/[projectId]/adjudicate/[comparisonId]",
    url: (world) => paths.adjudicateOne(world.project.slug, world.comparisonId),
    outcomes: adjudicators,
    textFor: ["adjudicator"],
  },
  {
    route: "/api/projects/[projectId]/adjudications",
    method: "POST",
    url: (world) => api.adjudications(world.project.slug),
    body: (world) => ({
      id: newId(),
      comparisonId: world.comparisonId,
      criterionId: world.criterionId,
      answer: "UNSURE",
      score: null,
      rationale: "Both have a point.",
      wantsSecond: false,
      seen: null,
    }),
    // A researcher reads the queue; who answers is said by an owner.
    outcomes: everyone("not-found", { ...unauthenticated, adjudicator: "ok", researcher: "forbidden" }),
  },
  { route: "/account/hours", url: () => paths.ownHours(), outcomes: signedIn },
  { route: "/projects/[projectId]/members/hours", url: (world) => paths.hours(world.project.slug), outcomes: researchers },
  {
    route: "/api/projects/[projectId]/hours",
    url: (world) => api.hours(world.project.slug, new URLSearchParams()),
    outcomes: researchersApi,
  },
  {
    route: "/api/rounds/[roundId]/consent",
    method: "POST",
    url: (world) => api.consent(world.roundId),
    // Of a text that the project does not have: who is in the round hears that it changed.
    body: () => ({ hash: "0".repeat(64) }),
    outcomes: everyone("not-found", { ...unauthenticated, annotator: "conflict" }),
  },
  {
    route: "/api/rounds/[roundId]/leave",
    method: "POST",
    url: (world) => api.leaveRound(world.leavableRoundId),
    body: () => ({}),
    outcomes: annotatorsApi,
  },
  { route: "/projects/[projectId]/questions", url: (world) => paths.questions(world.project.slug), outcomes: researchers },
  { route: "/projects/[projectId]/export", url: (world) => paths.export(world.project.slug), outcomes: researchers },
  {
    route: "/projects/[projectId]/constitutions",
    url: (world) => paths.constitutions(world.project.slug),
    outcomes: researchers,
  },
  {
    route: "/projects/[projectId]/constitutions/new",
    url: (world) => paths.newConstitution(world.project.slug),
    outcomes: researchers,
  },
  {
    route: "/projects/[projectId]/constitutions/[constitutionId]",
    url: (world) => paths.constitution(world.project.slug, world.constitutionId),
    outcomes: researchers,
  },
  {
    route: "/projects/[projectId]/constitutions/[constitutionId]/principles",
    url: (world) => paths.principles(world.project.slug, world.constitutionId),
    outcomes: researchers,
  },
  {
    route: "/projects/[projectId]/constitutions/[constitutionId]/edit",
    url: (world) => paths.editConstitution(world.project.slug, world.constitutionId),
    outcomes: researchers,
  },
  { route: "/projects/[projectId]/costs", url: (world) => paths.costs(world.project.slug), outcomes: researchers },
  { route: "/projects/[projectId]/costs/prices", url: (world) => paths.prices(world.project.slug), outcomes: researchers },
  {
    route: "/projects/[projectId]/revisions",
    url: (world) => paths.revisions(world.project.slug),
    outcomes: researchers,
  },
  {
    route: "/projects/[projectId]/revisions/new",
    url: (world) => paths.newRevisions(world.project.slug),
    outcomes: researchers,
  },
  {
    route: "/projects/[projectId]/revisions/[runId]",
    url: (world) => paths.revisionRun(world.project.slug, world.revisionRunId),
    outcomes: researchers,
  },
  {
    route: "/projects/[projectId]/revisions/[runId]/chains/[place]",
    url: (world) => paths.revisionChain(world.project.slug, world.revisionRunId, 1),
    outcomes: researchers,
  },
  { route: "/projects/[projectId]/judges", url: (world) => paths.judges(world.project.slug), outcomes: researchers },
  { route: "/projects/[projectId]/judges/new", url: (world) => paths.newJudge(world.project.slug), outcomes: researchers },
  {
    route: "/projects/[projectId]/judges/[judgeId]",
    url: (world) => paths.judge(world.project.slug, world.judgeId),
    outcomes: researchers,
  },
  {
    route: "/projects/[projectId]/judges/[judgeId]/edit",
    url: (world) => `${paths.judge(world.project.slug, world.judgeId)}/edit`,
    outcomes: researchers,
  },
  {
    route: "/projects/[projectId]/judges/[judgeId]/figures",
    url: (world) => paths.judgeFigures(world.project.slug, world.judgeId),
    outcomes: researchers,
  },
  {
    route: "/projects/[projectId]/judges/leaderboard",
    url: (world) => paths.leaderboard(world.project.slug),
    outcomes: researchers,
  },
  {
    route: "/projects/[projectId]/judges/[judgeId]/aggregation",
    url: (world) => paths.judgeAggregation(world.project.slug, world.judgeId, { preview: "yes", sweep: "yes" }),
    outcomes: researchers,
  },
  {
    route: "/projects/[projectId]/judges/[judgeId]/compare",
    url: (world) => paths.compareVersions(world.project.slug, world.judgeId),
    outcomes: researchers,
  },
  {
    route: "/projects/[projectId]/judges/runs/[runId]",
    url: (world) => paths.judgeRun(world.project.slug, world.runId),
    outcomes: researchers,
  },
  { route: "/projects/[projectId]/annotators", url: (world) => paths.annotators(world.project.slug), outcomes: researchers },
  { route: "/projects/[projectId]/consensus", url: (world) => paths.consensus(world.project.slug), outcomes: researchers },
  { route: "/projects/[projectId]/members", url: (world) => paths.members(world.project.slug), outcomes: researchers },
  { route: "/projects/[projectId]", url: (world) => paths.project(world.project.slug), outcomes: researchers },
  { route: "/projects/[projectId]/guidelines", url: (world) => paths.guidelines(world.project.slug), outcomes: researchers },
  { route: "/projects/[projectId]/rounds", url: (world) => paths.rounds(world.project.slug), outcomes: researchers },
  { route: "/projects/[projectId]/rounds/new", url: (world) => paths.newRound(world.project.slug), outcomes: researchers },
  {
    route: "/projects/[projectId]/rounds/[roundId]",
    url: (world) => paths.round(world.project.slug, world.roundId),
    outcomes: researchers,
  },
  { route: "/projects/[projectId]/settings", url: (world) => paths.settings(world.project.slug), outcomes: researchers },
  { route: "/projects/[projectId]/settings/audit", url: (world) => paths.audit(world.project.slug), outcomes: researchers },

  // Holds nobody's data: what stands in for the page above where the server cannot be reached.
  { route: "/annotate/offline", url: () => paths.annotateOffline(), outcomes: everyone("ok") },
  {
    route: "/annotate/[roundId]",
    url: (world) => paths.annotate(world.roundId),
    outcomes: everyone("not-found", { ...signedOut, annotator: "ok" }),
    textFor: ["annotator"],
  },
  {
    route: "/api/rounds/[roundId]/queue",
    url: (world) => api.queue(world.roundId),
    outcomes: annotatorsApi,
    textFor: ["annotator"],
  },
  {
    route: "/api/rounds/[roundId]/labels",
    url: (world) => api.myLabels(world.roundId),
    outcomes: annotatorsApi,
    textFor: ["annotator"],
  },
  {
    route: "/api/rounds/[roundId]/answers",
    url: (world) => api.myAnswers(world.roundId, new URLSearchParams()),
    outcomes: annotatorsApi,
    textFor: ["annotator"],
  },
  {
    route: "/api/rounds/[roundId]/item",
    url: (world) => api.myItem(world.roundId, world.presentation),
    outcomes: annotatorsApi,
    textFor: ["annotator"],
  },
  { route: "/api/rounds/[roundId]/questions", url: (world) => api.myQuestions(world.roundId), outcomes: annotatorsApi },
  {
    route: "/api/rounds/[roundId]/questions",
    method: "POST",
    url: (world) => api.myQuestions(world.roundId),
    outcomes: annotatorsApi,
  },
  { route: "/api/rounds/[roundId]/results", url: (world) => api.myResults(world.roundId), outcomes: annotatorsApi },
  { route: "/api/rounds/[roundId]/gate", url: (world) => api.gate(world.roundId), outcomes: annotatorsApi },
  {
    route: "/api/rounds/[roundId]/guidelines",
    method: "POST",
    url: (world) => api.guidelinesRead(world.roundId),
    body: () => ({ version: 1 }),
    outcomes: annotatorsApi,
  },
  { route: "/api/rounds/[roundId]/training", url: (world) => api.training(world.trainingRoundId), outcomes: annotatorsApi },
  {
    route: "/api/rounds/[roundId]/training",
    method: "POST",
    url: (world) => api.training(world.trainingRoundId),
    body: () => ({}),
    outcomes: beforeAnswering,
  },
  {
    route: "/api/rounds/[roundId]/feedback",
    url: (world) => api.feedback(world.trainingRoundId, world.trainingToken),
    outcomes: beforeAnswering,
  },
  { route: "/api/rounds/[roundId]/progress", url: (world) => api.roundProgress(world.roundId), outcomes: researchersApi },
  {
    route: "/api/labels",
    method: "POST",
    url: () => api.labels(),
    body: (world) => ({
      labels: [
        {
          eventId: newId(),
          token: world.presentation,
          criterionId: world.criterionId,
          decidedAt: new Date().toISOString(),
          answer: "PREFERENCE",
          side: "LEFT",
          level: 2,
          durationMs: 4000,
          idleMs: 0,
        },
      ],
    }),
    outcomes: annotatorsApi,
  },
  {
    route: "/api/projects/[projectId]/import",
    method: "POST",
    url: (world) => api.importDataset(world.project.slug, FILE),
    body: () => LINE,
    outcomes: researchersApi,
  },
  {
    route: "/api/projects/[projectId]/import/preview",
    method: "POST",
    url: (world) => api.previewDataset(world.project.slug, FILE),
    body: () => LINE,
    outcomes: researchersApi,
  },
  {
    route: "/api/projects/[projectId]/uploads",
    method: "POST",
    url: (world) => api.uploads(world.project.slug),
    body: () => ({ fileName: "one.jsonl", bytes: LINE.length, lastModified: 0, crc: crc32(LINE) }),
    outcomes: researchersApi,
  },
  {
    route: "/api/projects/[projectId]/uploads/[uploadId]",
    url: (world) => api.upload(world.project.slug, world.uploadId),
    outcomes: researchersApi,
  },
  {
    route: "/api/projects/[projectId]/uploads/[uploadId]/parts",
    method: "POST",
    url: (world) =>
      api.uploadPart(world.project.slug, world.uploadId, new URLSearchParams({ offset: "0", crc: String(crc32(LINE)) })),
    body: () => LINE,
    outcomes: researchersApi,
  },
  {
    route: "/api/projects/[projectId]/uploads/[uploadId]",
    method: "POST",
    url: (world) => api.upload(world.project.slug, world.uploadId),
    body: () => ({ action: "cancel" }),
    outcomes: researchersApi,
  },
  {
    route: "/api/projects/[projectId]/exports",
    method: "POST",
    url: (world) => api.exports(world.project.slug),
    body: () => ({ spec: { format: "concord-jsonl" } }),
    outcomes: researchersApi,
  },
  {
    route: "/api/projects/[projectId]/exports/[exportId]",
    url: (world) => api.export(world.project.slug, world.exportId),
    outcomes: researchersApi,
  },
  {
    route: "/api/projects/[projectId]/exports/[exportId]/file",
    url: (world) => api.exportFile(world.project.slug, world.exportId),
    outcomes: researchersApi,
  },
  {
    route: "/api/projects/[projectId]/exports/[exportId]/card",
    url: (world) => api.exportCard(world.project.slug, world.exportId),
    outcomes: researchersApi,
  },
  {
    route: "/api/projects/[projectId]/exports/[exportId]/manifest",
    url: (world) => api.exportManifest(world.project.slug, world.exportId),
    outcomes: researchersApi,
  },
  {
    route: "/api/projects/[projectId]/constitutions/[constitutionId]/file",
    url: (world) => api.constitutionFile(world.project.slug, world.constitutionId, 1),
    outcomes: researchersApi,
  },
  {
    route: "/api/projects/[projectId]/aggregations/[aggregationId]/labels",
    url: (world) => api.aggregationLabels(world.project.slug, world.aggregationId),
    outcomes: researchersApi,
  },
  {
    route: "/api/projects/[projectId]/judges/[judgeId]/document",
    url: (world) => api.judgeDocument(world.project.slug, world.judgeId, 1),
    outcomes: researchersApi,
  },
  {
    route: "/api/projects/[projectId]/judges/example",
    url: (world) => api.exampleOf(world.project.slug, world.comparisonId),
    outcomes: researchersApi,
  },
  {
    route: "/api/projects/[projectId]/judges/preview",
    method: "POST",
    url: (world) => api.judgePreview(world.project.slug),
    body: () => ({ texts: {}, criterionId: "", comparison: "", order: "AB", principleId: "" }),
    outcomes: researchersApi,
  },
  {
    route: "/api/projects/[projectId]/revisions/estimate",
    method: "POST",
    url: (world) => api.revisionEstimate(world.project.slug),
    body: () => ({ texts: {} }),
    outcomes: researchersApi,
  },
  {
    route: "/api/projects/[projectId]/revisions/[runId]/file",
    url: (world) => api.revisionFile(world.project.slug, world.revisionRunId, ""),
    outcomes: researchersApi,
  },
  {
    route: "/api/revision-runs/[runId]",
    url: (world) => api.revisionRun(world.revisionRunId),
    outcomes: researchersApi,
  },
  {
    route: "/api/revision-runs/[runId]",
    method: "POST",
    url: (world) => api.revisionRun(world.revisionRunId),
    body: () => ({ action: "pause" }),
    outcomes: researchersApi,
  },
  {
    route: "/api/revision-runs/[runId]/review",
    method: "POST",
    url: (world) => api.reviewStep(world.revisionRunId),
    body: (world) => ({ stepId: world.revisionStepId, review: "ACCEPTED" }),
    outcomes: researchersApi,
  },
  { route: "/api/judge-runs/[runId]", url: (world) => api.judgeRun(world.runId), outcomes: researchersApi },
  {
    route: "/api/judge-runs/[runId]",
    method: "POST",
    url: (world) => api.judgeRun(world.runId),
    body: () => ({ action: "pause" }),
    outcomes: researchersApi,
  },
  // The world's run makes its calls itself.
  {
    route: "/api/judge-runs/[runId]/requests",
    url: (world) => api.judgeRunRequests(world.runId),
    outcomes: everyone("not-found", { ...unauthenticated, researcher: "conflict" }),
  },
  {
    route: "/api/judge-runs/[runId]/answers",
    method: "POST",
    url: (world) => api.judgeRunAnswers(world.runId),
    body: () => "{}",
    outcomes: everyone("not-found", { ...unauthenticated, researcher: "conflict" }),
  },
  {
    route: "/api/judge-runs/estimate",
    url: (world) =>
      `/api/judge-runs/estimate?project=${world.project.slug}&judgeVersionId=${world.judgeVersionId}&criterionId=${world.criterionId}`,
    outcomes: researchersApi,
  },
  { route: "/api/openapi.json", url: () => api.openApi(), outcomes: everyone("ok") },
  { route: "/api/v1/projects", url: () => api.v1("projects"), outcomes: everyone("ok", unauthenticated) },
  {
    route: "/api/v1/projects/[project]",
    url: (world) => api.v1(`projects/${world.project.slug}`),
    outcomes: researchersApi,
  },
  {
    route: "/api/v1/projects/[project]/comparisons",
    url: (world) => api.v1(`projects/${world.project.slug}/comparisons`),
    outcomes: researchersApi,
  },
  {
    route: "/api/v1/projects/[project]/comparisons",
    method: "POST",
    url: (world) => api.v1(`projects/${world.project.slug}/comparisons?id=${newId()}`),
    body: () => LINE,
    outcomes: researchersApi,
  },
  {
    route: "/api/v1/projects/[project]/labels",
    url: (world) => api.v1(`projects/${world.project.slug}/labels`),
    outcomes: researchersApi,
  },
  {
    route: "/api/v1/projects/[project]/labels",
    method: "POST",
    url: (world) => api.v1(`projects/${world.project.slug}/labels`),
    body: (world) => ({
      labels: [{ id: newId(), comparison: world.comparisonId, annotator: "program", kind: "HUMAN", answer: "unsure" }],
    }),
    outcomes: researchersApi,
  },
  {
    route: "/api/v1/projects/[project]/annotators",
    url: (world) => api.v1(`projects/${world.project.slug}/annotators`),
    outcomes: researchersApi,
  },
  ...["judges", "judge-runs", "exports"].map(
    (list): RouteRule => ({
      route: `/api/v1/projects/[project]/${list}`,
      url: (world) => api.v1(`projects/${world.project.slug}/${list}`),
      outcomes: researchersApi,
    }),
  ),
  {
    route: "/api/v1/projects/[project]/judges",
    method: "POST",
    url: (world) => api.v1(`projects/${world.project.slug}/judges?id=${newId()}`),
    body: (world) => ({ name: world.secret, endpoint: world.secret, model: "another" }),
    outcomes: researchersApi,
  },
  {
    route: "/api/v1/projects/[project]/judge-runs",
    method: "POST",
    url: (world) => api.v1(`projects/${world.project.slug}/judge-runs`),
    // The world's run of this judge is open: who may come so far hears so, and nothing is started.
    body: (world) => ({ id: newId(), judge: world.judgeId, version: 1, capCalls: 1 }),
    outcomes: everyone("not-found", { ...unauthenticated, researcher: "conflict" }),
  },
  {
    route: "/api/v1/projects/[project]/exports",
    method: "POST",
    url: (world) => api.v1(`projects/${world.project.slug}/exports`),
    body: () => ({ id: newId(), format: "trl" }),
    outcomes: researchersApi,
  },
  {
    route: "/api/v1/projects/[project]/judges/[judge]",
    url: (world) => api.v1(`projects/${world.project.slug}/judges/${world.judgeId}`),
    outcomes: researchersApi,
  },
  {
    route: "/api/v1/projects/[project]/judges/[judge]/versions",
    url: (world) => api.v1(`projects/${world.project.slug}/judges/${world.judgeId}/versions`),
    outcomes: researchersApi,
  },
  {
    route: "/api/v1/projects/[project]/judge-runs/[run]",
    url: (world) => api.v1(`projects/${world.project.slug}/judge-runs/${world.runId}`),
    outcomes: researchersApi,
  },
  {
    route: "/api/v1/projects/[project]/judge-runs/[run]/[action]",
    method: "POST",
    url: (world) => api.v1(`projects/${world.project.slug}/judge-runs/${world.runId}/pause`),
    outcomes: researchersApi,
  },
  {
    route: "/api/v1/projects/[project]/exports/[export]",
    url: (world) => api.v1(`projects/${world.project.slug}/exports/${world.exportId}`),
    outcomes: researchersApi,
  },
  {
    route: "/api/v1/projects/[project]/exports/[export]/file",
    url: (world) => api.v1(`projects/${world.project.slug}/exports/${world.exportId}/file`),
    outcomes: researchersApi,
  },
  {
    route: "/api/v1/projects/[project]/agreement",
    url: (world) => api.v1(`projects/${world.project.slug}/agreement`),
    outcomes: researchersApi,
  },
  {
    route: "/api/v1/projects/[project]/leaderboard",
    url: (world) => api.v1(`projects/${world.project.slug}/leaderboard`),
    outcomes: researchersApi,
  },
  {
    route: "/api/v1/projects/[project]/judges/[judge]/figures",
    url: (world) => api.v1(`projects/${world.project.slug}/judges/${world.judgeId}/figures`),
    outcomes: researchersApi,
  },
  {
    route: "/api/v1/projects/[project]/rank",
    url: (world) => api.v1(`projects/${world.project.slug}/rank`),
    outcomes: researchersApi,
  },
  {
    route: "/api/v1/projects/[project]/aggregate",
    url: (world) => api.v1(`projects/${world.project.slug}/aggregate`),
    outcomes: researchersApi,
  },

  { route: "/api/health", url: () => api.health(), outcomes: everyone("ok") },
  { route: "/api/v1/health", url: () => api.v1("health"), outcomes: everyone("ok") },
];
