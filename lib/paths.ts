/** Every address of the app that code may name. */
export const paths = {
  home: () => "/",
  signIn: (next?: string) => (next ? `/sign-in?next=${encodeURIComponent(next)}` : "/sign-in"),
  setup: (token: string) => `/setup/${token}`,
  reset: (token: string) => `/reset/${token}`,
  join: (token: string) => `/join/${token}`,
  account: () => "/account",
  apiDocs: () => "/docs/api",
  instance: () => "/instance",
  instanceAudit: () => "/instance/audit",
  projects: () => "/projects",
  newProject: () => "/projects/new",
  project: (project: string) => `/projects/${project}`,
  dataset: (project: string) => `/projects/${project}/dataset`,
  importDataset: (project: string) => `/projects/${project}/dataset/import`,
  importJob: (project: string, job: string) => `/projects/${project}/dataset/import?job=${job}`,
  comparison: (project: string, comparison: string) => `/projects/${project}/comparisons/${comparison}`,
  guidelines: (project: string, version?: number) =>
    `/projects/${project}/guidelines${version === undefined ? "" : `?version=${version}`}`,
  rounds: (project: string) => `/projects/${project}/rounds`,
  newRound: (project: string, chosen: readonly string[] = []) => `/projects/${project}/rounds/new${toChosen("?", chosen)}`,
  round: (project: string, round: string, chosen: readonly string[] = []) =>
    `/projects/${project}/rounds/${round}${toChosen("?", chosen)}`,
  annotators: (project: string) => `/projects/${project}/annotators`,
  members: (project: string) => `/projects/${project}/members`,
  judges: (project: string) => `/projects/${project}/judges`,
  newJudge: (project: string, ready?: string) => `/projects/${project}/judges/new${ready ? `?ready=${ready}` : ""}`,
  judge: (project: string, judge: string, version?: number) =>
    `/projects/${project}/judges/${judge}${version === undefined ? "" : `?version=${version}`}`,
  judgePrompt: (project: string, judge: string, version: number) => (comparison: string, order: string, principle?: string) =>
    `/projects/${project}/judges/${judge}?version=${version}&comparison=${comparison}&order=${order}${principle === undefined ? "" : `&principle=${principle}`}`,
  editJudge: (project: string, judge: string, version: number, examples: readonly string[] = []) =>
    `/projects/${project}/judges/${judge}/edit?version=${version}${toChosen("&", examples)}`,
  compareVersions: (project: string, judge: string) => `/projects/${project}/judges/${judge}/compare`,
  judgeAggregation: (project: string, judge: string, query: Readonly<Record<string, string>> = {}) =>
    `/projects/${project}/judges/${judge}/aggregation${Object.keys(query).length === 0 ? "" : `?${new URLSearchParams(query)}`}`,
  leaderboard: (project: string) => `/projects/${project}/judges/leaderboard`,
  /** Of a judge by its id, or of any annotator that is no person by its own. */
  judgeFigures: (project: string, judge: string, query: Readonly<Record<string, string>> = {}) =>
    `/projects/${project}/judges/${judge}/figures${Object.keys(query).length === 0 ? "" : `?${new URLSearchParams(query)}`}`,
  judgeRun: (project: string, run: string) => `/projects/${project}/judges/runs/${run}`,
  constitutions: (project: string) => `/projects/${project}/constitutions`,
  newConstitution: (project: string) => `/projects/${project}/constitutions/new`,
  constitution: (project: string, constitution: string, version?: number) =>
    `/projects/${project}/constitutions/${constitution}${version === undefined ? "" : `?version=${version}`}`,
  principles: (project: string, constitution: string, judge?: { id: string; version: number }) =>
    `/projects/${project}/constitutions/${constitution}/principles${judge ? `?judge=${judge.id}&version=${judge.version}` : ""}`,
  editConstitution: (project: string, constitution: string) => `/projects/${project}/constitutions/${constitution}/edit`,
  costs: (project: string, criterion?: string) =>
    `/projects/${project}/costs${criterion === undefined ? "" : `?criterion=${encodeURIComponent(criterion)}`}`,
  prices: (project: string) => `/projects/${project}/costs/prices`,
  revisions: (project: string) => `/projects/${project}/revisions`,
  newRevisions: (project: string) => `/projects/${project}/revisions/new`,
  revisionRun: (project: string, run: string) => `/projects/${project}/revisions/${run}`,
  revisionChains: (project: string, run: string, from: number) => `/projects/${project}/revisions/${run}?from=${from}`,
  revisionChain: (project: string, run: string, place: number) => `/projects/${project}/revisions/${run}/chains/${place}`,
  agreement: (project: string) => `/projects/${project}/agreement`,
  disagreements: (project: string) => `/projects/${project}/agreement/disagreements`,
  verdict: (project: string) => `/projects/${project}/verdict`,
  models: (project: string) => `/projects/${project}/models`,
  consensus: (project: string) => `/projects/${project}/consensus`,
  adjudicate: (project: string) => `/projects/${project}/adjudicate`,
  adjudicateOne: (project: string, comparison: string) => `/projects/${project}/adjudicate/${comparison}`,
  questions: (project: string) => `/projects/${project}/questions`,
  hours: (project: string) => `/projects/${project}/members/hours`,
  ownHours: () => "/account/hours",
  export: (project: string) => `/projects/${project}/export`,
  settings: (project: string) => `/projects/${project}/settings`,
  audit: (project: string) => `/projects/${project}/settings/audit`,
  annotate: (round: string) => `/annotate/${round}`,
  annotateOffline: () => "/annotate/offline",
} as const;

/** A small file of ours to try the import with. */
export function sample(name: string): string {
  return `/samples/${name}`;
}

/** The routes that the browser calls while a page stays open, and those for programs. */
export const api = {
  health: () => "/api/health",
  labels: () => "/api/labels",
  queue: (round: string) => `/api/rounds/${round}/queue`,
  myLabels: (round: string) => `/api/rounds/${round}/labels`,
  myAnswers: (round: string, query: URLSearchParams) => `/api/rounds/${round}/answers?${query}`,
  myItem: (round: string, token: string) => `/api/rounds/${round}/item?token=${encodeURIComponent(token)}`,
  myQuestions: (round: string) => `/api/rounds/${round}/questions`,
  myResults: (round: string) => `/api/rounds/${round}/results`,
  gate: (round: string) => `/api/rounds/${round}/gate`,
  guidelinesRead: (round: string) => `/api/rounds/${round}/guidelines`,
  training: (round: string) => `/api/rounds/${round}/training`,
  feedback: (round: string, token: string) => `/api/rounds/${round}/feedback?${new URLSearchParams({ token })}`,
  roundProgress: (round: string) => `/api/rounds/${round}/progress`,
  importDataset: (project: string, query: URLSearchParams) => `/api/projects/${project}/import?${query}`,
  previewDataset: (project: string, query: URLSearchParams) => `/api/projects/${project}/import/preview?${query}`,
  uploads: (project: string) => `/api/projects/${project}/uploads`,
  upload: (project: string, upload: string) => `/api/projects/${project}/uploads/${upload}`,
  uploadPart: (project: string, upload: string, query: URLSearchParams) =>
    `/api/projects/${project}/uploads/${upload}/parts?${query}`,
  adjudications: (project: string) => `/api/projects/${project}/adjudications`,
  hours: (project: string, query: URLSearchParams) => `/api/projects/${project}/hours?${query}`,
  consent: (round: string) => `/api/rounds/${round}/consent`,
  leaveRound: (round: string) => `/api/rounds/${round}/leave`,
  exports: (project: string) => `/api/projects/${project}/exports`,
  export: (project: string, id: string) => `/api/projects/${project}/exports/${id}`,
  exportFile: (project: string, id: string, place = 0) =>
    `/api/projects/${project}/exports/${id}/file${place === 0 ? "" : `?place=${place}`}`,
  exportCard: (project: string, id: string) => `/api/projects/${project}/exports/${id}/card`,
  exportManifest: (project: string, id: string) => `/api/projects/${project}/exports/${id}/manifest`,
  constitutionFile: (project: string, constitution: string, version: number) =>
    `/api/projects/${project}/constitutions/${constitution}/file?version=${version}`,
  judgeDocument: (project: string, judge: string, version: number) =>
    `/api/projects/${project}/judges/${judge}/document?version=${version}`,
  aggregationLabels: (project: string, aggregation: string) => `/api/projects/${project}/aggregations/${aggregation}/labels`,
  exampleOf: (project: string, comparison: string) =>
    `/api/projects/${project}/judges/example?${new URLSearchParams({ comparison })}`,
  judgePreview: (project: string) => `/api/projects/${project}/judges/preview`,
  revisionEstimate: (project: string) => `/api/projects/${project}/revisions/estimate`,
  revisionRun: (run: string) => `/api/revision-runs/${run}`,
  reviewStep: (run: string) => `/api/revision-runs/${run}/review`,
  revisionFile: (project: string, run: string, query: string) => `/api/projects/${project}/revisions/${run}/file${query}`,
  judgeRun: (run: string) => `/api/judge-runs/${run}`,
  judgeRunRequests: (run: string) => `/api/judge-runs/${run}/requests`,
  /** Says whether the file may leave. */
  judgeRunRequestsCheck: (run: string) => `/api/judge-runs/${run}/requests?check`,
  judgeRunAnswers: (run: string) => `/api/judge-runs/${run}/answers`,
  judgeRunEstimate: (query: URLSearchParams) => `/api/judge-runs/estimate?${query}`,
  openApi: () => "/api/openapi.json",
  v1: (rest: string) => `/api/v1/${rest}`,
} as const;

/** Comparisons that were chosen in a list, for what is made from them. */
function toChosen(mark: "?" | "&", ids: readonly string[]): string {
  return ids.length === 0 ? "" : `${mark}chosen=${ids.join(",")}`;
}
