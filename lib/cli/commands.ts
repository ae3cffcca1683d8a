import { aggregate } from "./aggregate";
import { agreement } from "./agreement";
import { backup } from "./backup/backup";
import { restore } from "./backup/restore";
import type { Command } from "./command";
import { constitutionExport, constitutionImport, constitutionList } from "./constitutional/constitution";
import { revisionsExport, revisionsList, revisionsStart } from "./constitutional/revisions";
import { demo } from "./demo";
import { doctor } from "./doctor";
import { exportCommand } from "./export";
import { judgeFigures } from "./figures/judge-figures";
import { leaderboard } from "./figures/leaderboard";
import { goldImport } from "./gold";
import { importCommand } from "./import";
import { judgeCreate, judgeExport, judgeList, judgeShow } from "./judge";
import { judgeReaggregate } from "./judge-aggregate";
import { judgeCancel, judgeResume, judgeRun } from "./judge-run";
import { migrate } from "./migrate";
import { projectCreate, projectList, projectShow } from "./project";
import { rank } from "./rank";
import { judgeAnswers, judgeRequests } from "./runs/judge-batch";
import { completionOf } from "./shell/completion";
import { start } from "./start";
import { userCreate, userErase } from "./user";
import { verify } from "./verify";

/** Every command of `npx concord`, in the order of the help. A new one is a file beside this that exports a `Command`, and a line here. */
export const commands: readonly Command[] = [
  start,
  migrate,
  doctor,
  userCreate,
  userErase,
  projectCreate,
  projectList,
  projectShow,
  importCommand,
  exportCommand,
  goldImport,
  judgeCreate,
  judgeList,
  judgeShow,
  judgeExport,
  judgeRun,
  judgeResume,
  judgeCancel,
  judgeRequests,
  judgeAnswers,
  judgeReaggregate,
  judgeFigures,
  leaderboard,
  constitutionImport,
  constitutionExport,
  constitutionList,
  revisionsStart,
  revisionsList,
  revisionsExport,
  agreement,
  rank,
  aggregate,
  backup,
  restore,
  verify,
  demo,
  completionOf(() => commands),
];
