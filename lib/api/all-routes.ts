import type { ApiRoute } from "./route";
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
  getAgreement,
  getRank,
  getAggregate,
  getLeaderboard,
  getJudgeFigures,
];
