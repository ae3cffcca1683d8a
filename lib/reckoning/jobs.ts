import "server-only";
import { makeDisputedPage, makeDisputedPlace } from "@/lib/adjudication/make-disputes";
import { makeAnnotatorCards } from "@/lib/agreement/annotators/make-cards";
import { findNeighbouring, listBehindIds } from "@/lib/agreement/behind-pages";
import { makeFilterChoices } from "@/lib/agreement/filters/list-filter-choices";
import { makeAgreementReport } from "@/lib/agreement/make-report";
import { makeConsensusPage, makeUnsure } from "@/lib/consensus/make-consensus";
import { makeBestTests } from "@/lib/judge-figures/make-best-tests";
import { makeJudgeFigures } from "@/lib/judge-figures/make-figures";
import { makeDrift } from "@/lib/judges/versions/make-drift";
import { makeLabelCounts } from "@/lib/overview/make-label-counts";
import { makeComparedModels } from "@/lib/ranking/make-compared";
import { listLabelledJudges, makeRankReport } from "@/lib/ranking/make-rank";
import { makeVerdict } from "@/lib/verdict/make-verdict";

/**
 * What `reckon` can be asked for, by name. Each takes plain data about projects that the caller may read, and gives plain data back. A job that
 * takes long gives up control often (`createBreathing`), so that short ones need not wait for it.
 */
export const JOBS = {
  agreement: makeAgreementReport,
  annotatorCards: makeAnnotatorCards,
  behind: listBehindIds,
  bestTests: makeBestTests,
  disputedPage: makeDisputedPage,
  disputedPlace: makeDisputedPlace,
  filterChoices: makeFilterChoices,
  comparedModels: makeComparedModels,
  consensusPage: makeConsensusPage,
  consensusUnsure: makeUnsure,
  judgeDrift: makeDrift,
  judgeFigures: makeJudgeFigures,
  labelCounts: makeLabelCounts,
  labelledJudges: listLabelledJudges,
  neighbours: findNeighbouring,
  rank: makeRankReport,
  verdict: makeVerdict,
} as const;
