// What other rooms use; a function that nobody uses yet is imported from its own file by its tests.
export { expectedCalibrationError, logarithmicLoss, meanOf, probabilityBin, squaredError } from "./calibration";
export { fleissKappa, gwetAc } from "./chance-corrected";
export { cohenKappa } from "./cohen-kappa";
export { kendallTauB, pearson, spearman } from "./correlation";
export { type PairShares, toPairShares } from "./count-units";
export { distanceOf, interval, nominal, ordinal } from "./distance";
export { type Estimate, type IntervalEstimate, none, share, some } from "./estimate";
export { krippendorffAlpha } from "./krippendorff-alpha";
export { majority } from "./majority";
export { rawAgreement } from "./raw-agreement";
export { bootstrapInSteps, type TallyStatistic } from "./resampling/cluster-bootstrap";
export { type ClusterTally, type ClusterTallyBuilder, createClusterTally } from "./resampling/cluster-tally";
export { scottPi } from "./scott-pi";
export { linearWeights, quadraticWeights, tieCreditWeights, type Weights } from "./weights";
