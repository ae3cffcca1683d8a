// The room's door: every statistic is found here, also those that no page shows yet.
export { type CrowdlabModel, crowdlab } from "./aggregation/crowdlab";
export { type CrowdModel, dawidSkene, type EmOptions, oneCoin } from "./aggregation/dawid-skene";
export { type GladModel, glad, gladInSteps } from "./aggregation/glad";
export { type MaceModel, mace, maceInSteps } from "./aggregation/mace";
export { majority } from "./aggregation/majority";
export { groupVotes, type Votes, voteShares } from "./aggregation/votes";
export {
  type BrierParts,
  binByMass,
  binByWidth,
  binConfidence,
  brierParts,
  debiasedCalibrationError,
  type Forecasts,
  foldForecasts,
  maximumCalibrationError,
} from "./calibration/bins";
export { type CrossFitOptions, type CrossFitted, crossFit, crossFitInSteps } from "./calibration/cross-fit";
export { applyIsotonic, fitIsotonic, type IsotonicMap } from "./calibration/isotonic";
export { expectedCalibrationError, logarithmicLoss, meanOf, probabilityBin, squaredError } from "./calibration/scores";
export { applyTemperature, fitTemperature } from "./calibration/temperature";
export { brennanPrediger, fleissKappa, gwetAc } from "./chance-corrected";
export { cohenKappa, cohenKappaError } from "./cohen-kappa";
export { congerKappa } from "./conger-kappa";
export { crossTabulate, kendallTauB, pearson, spearman } from "./correlation";
export { countCoincidences, countPairShares, countRatingPairs, type PairShares, toPairShares } from "./count-units";
export { distanceOf, interval, nominal, ordinal, ratio } from "./distance";
export { type Estimate, type IntervalEstimate, none, share, some } from "./estimate";
export { adjustPValues, type FalseDiscoveryRule } from "./inference/adjust-p";
export {
  type AlternativeAnnotatorOptions,
  type AlternativeAnnotatorTest,
  alternativeAnnotatorTest,
  itemsNeeded,
  type JudgedItems,
  type PersonAgainstJudge,
} from "./inference/alternative-annotator";
export { type LengthControl, type LengthPairs, lengthControlledWinRate } from "./inference/length-control";
export { mcnemarChiSquare, mcnemarExact, mcnemarMidP } from "./inference/mcnemar";
export { pairedDifference } from "./inference/paired-difference";
export { type PartlyLabelled, type PredictionPoweredMean, predictionPoweredMean } from "./inference/prediction-powered";
export { mcnemarPower, mcnemarUnits, moreClustersNeeded, unitsForShare } from "./inference/sample-size";
export { type ConfidentItems, type CoveragePoint, coverageCurve, selectiveThreshold } from "./inference/selective";
export { signFlipTest } from "./inference/sign-flip";
export { type ArrivingClusters, bettingSequence } from "./intervals/betting";
export { clopperPearson, upperShareBound } from "./intervals/clopper-pearson";
export { clusterSandwich, clusterSandwichError } from "./intervals/cluster-sandwich";
export { newcombe, newcombePaired, type PairedCounts } from "./intervals/newcombe";
export { type Measured, type PredictedSum, predictSum } from "./intervals/predict-sum";
export { wilson, wilsonOfWidth } from "./intervals/wilson";
export { kendallW } from "./kendall-w";
export { krippendorffAlpha } from "./krippendorff-alpha";
export { matthewsCorrelation } from "./matthews";
export { createRandom, type Random } from "./random";
export {
  type Battles,
  type BattleTable,
  type BattleTallyBuilder,
  battleCell,
  countBattles,
  createBattleTally,
  LEFT_WINS,
  RIGHT_WINS,
  TIE,
  tallySingleUnits,
} from "./ranking/battles";
export {
  type BootstrappedStrengths,
  bootstrapStrengths,
  bootstrapStrengthsInSteps,
  ranksByIntervals,
  ranksOf,
} from "./ranking/bootstrap-strengths";
export { type Connection, checkConnection } from "./ranking/connection";
export { type EloByOrder, type EloOptions, eloByOrder, eloRatings, toEloScale } from "./ranking/elo";
export { fitStrengths, type NoStrengths, type StrengthFit, type StrengthOptions } from "./ranking/fit-strengths";
export { bradleyTerry, davidson, type OutcomeModel, raoKupper } from "./ranking/outcome-models";
export {
  type PartlyJudgedBattles,
  type PredictionPoweredStrengths,
  predictionPoweredStrengths,
} from "./ranking/prediction-powered-strengths";
export { type JackknifedStrengths, strengthJackknife } from "./ranking/strength-jackknife";
export { contrastError, sideSandwich, strengthCovariance, strengthSandwich } from "./ranking/strength-sandwich";
export { fitStyledStrengths, type StyledBattles, type StyleFit, styleContrast } from "./ranking/style";
export { averageWinRate, winRate } from "./ranking/win-rates";
export { rawAgreement } from "./raw-agreement";
export { type BootstrapOptions, bootstrapClusters, bootstrapInSteps, type TallyStatistic } from "./resampling/cluster-bootstrap";
export { type ClusterTally, type ClusterTallyBuilder, createClusterTally } from "./resampling/cluster-tally";
export { bootstrapTwoWay, type CrossedUnits } from "./resampling/two-way";
export { scottPi } from "./scott-pi";
export { type Repeats, type SelfAgreement, selfAgreement } from "./self-agreement";
export { linearWeights, quadraticWeights, tieCreditWeights, type Weights } from "./weights";
