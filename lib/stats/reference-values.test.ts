import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { dawidSkene } from "./aggregation/dawid-skene";
import { groupVotes } from "./aggregation/votes";
import { expectedCalibrationError, logarithmicLoss, probabilityBin, squaredError } from "./calibration/scores";
import { brennanPrediger, fleissKappa, gwetAc } from "./chance-corrected";
import { cohenKappa, cohenKappaError } from "./cohen-kappa";
import { congerKappa } from "./conger-kappa";
import { crossTabulate, kendallTauB, pearson, spearman } from "./correlation";
import { countCoincidences, countPairShares, toPairShares } from "./count-units";
import { interval, nominal, ordinal, ratio } from "./distance";
import type { Estimate, IntervalEstimate } from "./estimate";
import { adjustPValues } from "./inference/adjust-p";
import { mcnemarChiSquare, mcnemarExact } from "./inference/mcnemar";
import { predictionPoweredMean } from "./inference/prediction-powered";
import { clopperPearson } from "./intervals/clopper-pearson";
import { wilson } from "./intervals/wilson";
import { krippendorffAlpha } from "./krippendorff-alpha";
import { matthewsCorrelation } from "./matthews";
import { countBattles } from "./ranking/battles";
import { eloRatings } from "./ranking/elo";
import { fitStrengths } from "./ranking/fit-strengths";
import { averageWinRate } from "./ranking/win-rates";
import { scottPi } from "./scott-pi";
import { linearWeights, quadraticWeights } from "./weights";

interface Case {
  statistic: string;
  case: string;
  input: {
    rater_a?: number[];
    rater_b?: number[];
    labels?: number[];
    raters_by_items?: (number | null)[][];
    x?: number[];
    y?: number[];
    p?: (number | "nan")[];
    games?: string;
    Y?: number[];
    Yhat?: number[];
    Yhat_unlabeled?: number[];
    task_worker_label?: string;
    k?: number;
    n?: number;
    y_true?: number[];
    y_pred?: number[];
    table?: number[][];
  };
  values: Record<string, unknown>;
}

const file = path.resolve(import.meta.dirname, "../../../shared/data/reference-statistics/vectors.json");
const present = existsSync(file);
const vectors: { cases: Case[] } = present ? JSON.parse(readFileSync(file, "utf8")) : { cases: [] };
const casesOf = (statistic: string) => vectors.cases.filter((item) => item.statistic.startsWith(statistic));
const suite = test.skipIf(!present);
if (!present) console.error(`Reference values are skipped: ${file} is not there.`);

/** Libraries' values are rounded to nine digits. "nan" means that the library has no value; we say why instead. */
function same(ours: Estimate, theirs: unknown, where: string): void {
  if (theirs === undefined) return;
  if (theirs === "nan") expect(ours.estimate, where).toBeNull();
  else
    expect(Math.abs((ours.estimate ?? Number.NaN) - Number(theirs)), where).toBeLessThanOrEqual(
      1e-8 * Math.max(1, Math.abs(Number(theirs))),
    );
}

const field = (value: unknown, name: string) => (value as Record<string, unknown> | undefined)?.[name];

function square(a: readonly number[], b: readonly number[], labels: readonly number[]): Float64Array {
  const table = new Float64Array(labels.length ** 2);
  a.forEach((label, i) => {
    table[labels.indexOf(label) * labels.length + labels.indexOf(b[i]!)]! += 1;
  });
  return table;
}

suite("two raters' coefficients equal scikit-learn, statsmodels, nltk and irrCAC", () => {
  const cases = casesOf("two raters");
  expect(cases.length).toBeGreaterThan(5);
  for (const { case: name, input, values } of cases) {
    const labels = input.labels ?? [...new Set([...input.rater_a!, ...input.rater_b!])].sort((a, b) => a - b);
    const table = square(input.rater_a!, input.rater_b!, labels);
    const shares = toPairShares(table);
    const oneCategory = labels.length === 1;
    same(cohenKappa(table), values["sklearn.cohen_kappa_score"], name);
    same(cohenKappa(table), values["sklearn.cohen_kappa_score_labels_1_2_3"], name);
    same(cohenKappa(table, linearWeights(labels)), values["sklearn.cohen_kappa_score_weights_linear"], name);
    same(cohenKappa(table, quadraticWeights(labels)), values["sklearn.cohen_kappa_score_weights_quadratic"], name);
    same(cohenKappaError(table), field(values["statsmodels.inter_rater_cohens_kappa"], "std_kappa"), name);
    same(gwetAc(shares), field(values["irrCAC.CAC_identity_categories_1_2_3_gwet"], "coefficient_value"), name);
    // With one category nltk and irrCAC say 1; we say that there is no value (docs/statistics.md).
    if (oneCategory) {
      for (const ours of [scottPi(table), gwetAc(shares), brennanPrediger(shares), cohenKappa(table)])
        expect(ours.estimate).toBeNull();
      continue;
    }
    same(scottPi(table), values["nltk.pi"], name);
    same(brennanPrediger(shares), values["nltk.S"], name);
    same(
      krippendorffAlpha(
        countCoincidences(
          input.rater_a!.map((a, i) => [labels.indexOf(a), labels.indexOf(input.rater_b![i]!)]),
          labels.length,
        ),
        nominal,
      ),
      values["nltk.alpha"],
      name,
    );
    same(brennanPrediger(shares), field(values["irrCAC.CAC_identity_bp"], "coefficient_value"), name);
    same(gwetAc(shares), field(values["irrCAC.CAC_identity_gwet"], "coefficient_value"), name);
    same(gwetAc(shares, quadraticWeights(labels)), field(values["irrCAC.CAC_quadratic_gwet"], "coefficient_value"), name);
  }
});

suite("many raters' coefficients equal krippendorff, evalica, crowd-kit, statsmodels and irrCAC", () => {
  const cases = casesOf("many raters");
  expect(cases.length).toBeGreaterThan(5);
  for (const { case: name, input, values } of cases) {
    const rows = input.raters_by_items!;
    const ratings = rows.flat().filter((rating) => rating !== null);
    const labels = [...new Set(ratings)].sort((a, b) => a - b);
    const units = rows[0]!.map((_, item) =>
      rows
        .map((row) => row[item] ?? null)
        .filter((rating) => rating !== null)
        .map((rating) => labels.indexOf(rating)),
    );
    const coincidences = countCoincidences(units, labels.length);
    const shares = countPairShares(units, labels.length);
    const alphas = { nominal, ordinal, interval: interval(labels), ratio: ratio(labels) };
    for (const [kind, distance] of Object.entries(alphas)) {
      const ours = krippendorffAlpha(coincidences, distance);
      const theirs = values[`krippendorff.alpha_${kind}`];
      // An exception there is "no value" here.
      if (theirs === undefined) expect(ours.estimate, name).toBeNull();
      else same(ours, theirs, name);
      // Where all ratings that could be paired are equal, evalica and crowd-kit say 1; we say that there is no value.
      if (ours.estimate !== null) same(ours, values[`evalica.alpha_${kind}_alpha`], name);
    }
    if (labels.length === 1) {
      for (const ours of [fleissKappa(shares), gwetAc(shares), brennanPrediger(shares)]) expect(ours.estimate).toBeNull();
      continue;
    }
    same(fleissKappa(shares), field(values["irrCAC.CAC_identity_fleiss"], "coefficient_value"), name);
    same(gwetAc(shares), field(values["irrCAC.CAC_identity_gwet.2"], "coefficient_value"), name);
    same(gwetAc(shares, linearWeights(labels)), field(values["irrCAC.CAC_linear_gwet"], "coefficient_value"), name);
    same(gwetAc(shares, quadraticWeights(labels)), field(values["irrCAC.CAC_quadratic_gwet.2"], "coefficient_value"), name);
    same(brennanPrediger(shares), field(values["irrCAC.CAC_identity_bp.2"], "coefficient_value"), name);
    const margins = rows.flatMap((row) => labels.map((label) => row.filter((rating) => rating === label).length));
    same(congerKappa(shares, margins), field(values["irrCAC.CAC_identity_conger"], "coefficient_value"), name);
    const complete = rows.flat().every((rating) => rating !== null);
    if (complete) same(fleissKappa(shares), values["statsmodels.fleiss_kappa_method_fleiss"], name);
    if (complete) same(brennanPrediger(shares), values["statsmodels.fleiss_kappa_method_randolph"], name);
  }
});

suite("correlations equal scipy", () => {
  for (const { case: name, input, values } of casesOf("rank and linear")) {
    const table = crossTabulate(input.x!, input.y!);
    same(kendallTauB(table), (values["scipy.stats_kendalltau"] as unknown[])[0], name);
    same(spearman(table), (values["scipy.stats_spearmanr"] as unknown[])[0], name);
    same(pearson(table), (values["scipy.stats_pearsonr"] as unknown[])[0], name);
  }
});

suite("Matthews' correlation equals scikit-learn's", () => {
  for (const { case: name, input, values } of casesOf("Matthews")) {
    const labels = [...new Set([...input.y_true!, ...input.y_pred!])].sort((a, b) => a - b);
    const ours = matthewsCorrelation(square(input.y_true!, input.y_pred!, labels));
    // scikit-learn says 0 where a rater is constant; we say that there is no value.
    if (new Set(input.y_true).size < 2 || new Set(input.y_pred).size < 2) expect(ours.estimate, name).toBeNull();
    else same(ours, values["sklearn.matthews_corrcoef_y_truered"], name);
  }
});

suite("McNemar's tests equal statsmodels, but where nothing differs", () => {
  for (const { case: name, input, values } of casesOf("McNemar")) {
    const [b, c] = [input.table![0]![1]!, input.table![1]![0]!];
    expect(mcnemarExact(b, c), name).toBeCloseTo((values["statsmodels.mcnemar_exact_True"] as number[])[1]!, 8);
    const chi = mcnemarChiSquare(b, c, { corrected: true });
    // Without a discordant pair statsmodels says infinity and p = 0.
    if (b + c === 0) expect(chi.p.estimate).toBeNull();
    else {
      const [statistic, p] = values["statsmodels.mcnemar_exact_False_correction_T"] as number[];
      same(chi.statistic, statistic, name);
      same(chi.p, p, name);
    }
  }
});

suite("adjusted p values equal statsmodels and scipy", () => {
  for (const { case: name, input, values } of casesOf("adjusted")) {
    const p = input.p!.filter((value) => value !== "nan");
    // A test without a p value is not listed here; there it makes all values NaN.
    if (p.length < input.p!.length) continue;
    for (const rule of ["BH", "BY"] as const) {
      const theirs = values[`statsmodels.multipletests_p_method_fdr_${rule.toLowerCase()}_1`] as number[] | undefined;
      adjustPValues(p, rule).forEach((ours, i) => {
        if (theirs) expect(ours, name).toBeCloseTo(theirs[i]!, 8);
      });
    }
  }
});

suite("intervals of shares equal statsmodels", () => {
  for (const { case: name, input, values } of casesOf("proportion")) {
    const ours = wilson(input.k!, input.n!);
    const [low, high] = values["statsmodels.proportion_confint_method_wilson"] as (number | "nan")[];
    if (low === "nan") expect(ours.low).toBeNull();
    else {
      expect(ours.low, name).toBeCloseTo(Number(low), 8);
      expect(ours.high, name).toBeCloseTo(Number(high), 8);
    }
    const exact = clopperPearson(input.k!, input.n!);
    const [from, to] = values["statsmodels.proportion_confint_method_beta"] as (number | "nan")[];
    if (from === "nan") expect(exact.low).toBeNull();
    else {
      expect(exact.low, name).toBeCloseTo(Number(from), 8);
      expect(exact.high, name).toBeCloseTo(Number(to), 8);
    }
  }
});

suite("probability scores equal scikit-learn, and the calibration error that names its bins", () => {
  for (const { case: name, input, values } of casesOf("probability scores")) {
    const p = input.p!.map(Number);
    const y = input.y!;
    const bins = { counts: new Float64Array(10), probabilitySums: new Float64Array(10), outcomeSums: new Float64Array(10) };
    let squares = 0;
    let logs = 0;
    p.forEach((pi, i) => {
      const bin = probabilityBin(pi, 10);
      bins.counts[bin]! += 1;
      bins.probabilitySums[bin]! += pi;
      bins.outcomeSums[bin]! += y[i]!;
      squares += squaredError(pi, y[i]!);
      logs += logarithmicLoss(pi, y[i]!);
    });
    expect(squares / p.length, name).toBeCloseTo(Number(values["sklearn.brier_score_loss"]), 8);
    expect(logs / p.length, name).toBeCloseTo(Number(values["sklearn.log_loss_labels_0_1"]), 7);
    same(expectedCalibrationError(bins), values["numpy.ECE_of_p_for_class_1_10_equal_width_bi"], name);
  }
});

suite("strengths equal choix and evalica, Elo and average win rates evalica", () => {
  for (const { case: name, input, values } of casesOf("Bradley-Terry")) {
    const games = input.games!.split(";").map((game) => game.split(" "));
    const names = [...new Set(games.flatMap(([x, y]) => [x!, y!]))].sort();
    const battles = {
      left: games.map(([x]) => names.indexOf(x!)),
      right: games.map(([, y]) => names.indexOf(y!)),
      outcome: games.map(([, , won]) => (won === "X" ? 0 : won === "Draw" ? 1 : 2)),
    };
    const table = countBattles(battles, names.length);
    const theirs = (key: string) => values[key] as Record<string, number> | undefined;
    const elo = { "evalica.elo": 4, "evalica.elo_k_32": 32 };
    for (const [key, k] of Object.entries(elo)) {
      eloRatings(battles, names.length, { k }).forEach((rating, i) => {
        const known = theirs(key)?.[names[i]!];
        if (known !== undefined) expect(rating, `${name} ${key}`).toBeCloseTo(known, 4);
      });
    }
    names.forEach((model, i) => {
      const known = theirs("evalica.average_win_rate")?.[model];
      if (known !== undefined) same(averageWinRate(table, names.length, i), known, name);
    });
    const fit = fitStrengths(table, names.length);
    // Where models are not connected, evalica gives numbers all the same; we say why there are none.
    if (!fit.strengths) continue;
    fit.strengths.forEach((b, i) => {
      const strength = theirs("evalica.bradley_terry_tolerance_1e_12_limit")?.[names[i]!];
      if (strength !== undefined) expect(b, name).toBeCloseTo(Math.log(strength), 6);
      // choix leaves ties out.
      const log = battles.outcome.includes(1) ? undefined : theirs("choix.ilsr_pairwise")?.[names[i]!];
      if (log !== undefined) expect(b, name).toBeCloseTo(log, 6);
    });
  }
  expect(casesOf("Bradley-Terry").length).toBe(6);
});

suite("Dawid and Skene's posteriors equal crowd-kit's", () => {
  for (const { case: name, input, values } of casesOf("Dawid-Skene")) {
    const rows = input.task_worker_label!.split(";").map((row) => row.split(" ") as [string, string, string]);
    const unique = (at: 0 | 1 | 2) => [...new Set(rows.map((row) => row[at]))];
    const [tasks, workers, labels] = [unique(0), unique(1), unique(2).sort()];
    const votes = groupVotes(
      {
        item: rows.map(([task]) => tasks.indexOf(task)),
        rater: rows.map(([, worker]) => workers.indexOf(worker)),
        category: rows.map(([, , label]) => labels.indexOf(label)),
      },
      { items: tasks.length, raters: workers.length, categories: labels.length },
    );
    const theirs = values["crowd-kit.DawidSkene_n_iter_100_tol_1e_5_fit"] as {
      posteriors: Record<string, Record<string, number>>;
    };
    const { posteriors } = dawidSkene(votes, { steps: 100, tolerance: 1e-5 });
    tasks.forEach((task, i) => {
      labels.forEach((label, j) => {
        // Steps stop where the likelihood rises by less than 1e-5 a vote, theirs a step later or sooner; certain cases agree to 1e-9.
        expect(posteriors[i * labels.length + j], `${name} ${task}`).toBeCloseTo(theirs.posteriors[task]![label]!, 3);
      });
    });
  }
});

suite("prediction-powered means equal ppi-python", () => {
  for (const { case: name, input, values } of casesOf("prediction-powered")) {
    const data = { human: input.Y!, judge: input.Yhat!, judgeOnly: input.Yhat_unlabeled! };
    const limits = (key: string) => (values[key] as number[] | undefined)?.map(Number);
    const check = (ours: IntervalEstimate, point: unknown, key: string) => {
      if (point !== undefined) expect(ours.estimate, name).toBeCloseTo(Number(point), 7);
      const [low, high] = limits(key) ?? [];
      if (low !== undefined) expect(ours.low, name).toBeCloseTo(low, 7);
      if (high !== undefined) expect(ours.high, name).toBeCloseTo(high, 7);
    };
    const plain = predictionPoweredMean(data, { lambda: 1 });
    check(plain.combined, values["ppi-python.ppi_mean_pointestimate_Y_Yhat_Yha"], "ppi-python.ppi_mean_ci_alpha_0_05_lam_1");
    check(plain.humanOnly, undefined, "ppi-python.classical_mean_ci_Y_alpha_0_05");
    check(predictionPoweredMean(data).combined, values["ppi-python.ppi_mean_pointestimate"], "ppi-python.ppi_mean_ci_alpha_0_05");
  }
});
