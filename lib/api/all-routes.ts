import type { ApiRoute } from "./route";
import { importComparisons, listAnnotators, listComparisons, listLabels, writeLabels } from "./routes/data";
import { getHealth } from "./routes/instance";
import { changeProject, createProject, getProject, listProjects } from "./routes/projects";
import { getAggregate, getAgreement, getJudgeFigures, getLeaderboard, getRank } from "./routes/reports";

/** Every operation of the API, in the order of the documents. */
export const API_ROUTES: readonly ApiRoute[] = [
  getHealth,
  listProjects,
  createProject,
  getProject,
  changeProject,
  listComparisons,
  importComparisons,
  listLabels,
  writeLabels,
  listAnnotators,
  getAgreement,
  getRank,
  getAggregate,
  getLeaderboard,
  getJudgeFigures,
];
