import type { ApiRoute } from "./route";
import { importComparisons, listAnnotators, listComparisons, listLabels, writeLabels } from "./routes/data";
import { getExport, getExportFile, listExports, startExport } from "./routes/exports";
import { getHealth } from "./routes/instance";
import {
  controlJudgeRun,
  createJudge,
  createJudgeVersion,
  getJudge,
  getJudgeRun,
  listJudgeRuns,
  listJudges,
  listJudgeVersions,
  startJudgeRun,
} from "./routes/judges";
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
  listJudges,
  createJudge,
  getJudge,
  listJudgeVersions,
  createJudgeVersion,
  listJudgeRuns,
  startJudgeRun,
  getJudgeRun,
  controlJudgeRun,
  getAgreement,
  getRank,
  getAggregate,
  getLeaderboard,
  getJudgeFigures,
  listExports,
  startExport,
  getExport,
  getExportFile,
];
