// `npm run coverage-of-intervals [replications]`: how often each 95 % interval holds the truth, on simulated preferences in clusters of
// unequal size whose cells are known exactly. Prints the table of docs/statistics.md.
import {
  type ArrivingClusters,
  battleCell,
  bettingSequence,
  bootstrapClusters,
  bootstrapStrengths,
  clopperPearson,
  clusterSandwich,
  cohenKappa,
  createBattleTally,
  createClusterTally,
  createRandom,
  fitStrengths,
  gwetAc,
  type IntervalEstimate,
  krippendorffAlpha,
  LEFT_WINS,
  newcombe,
  newcombePaired,
  nominal,
  pairedDifference,
  predictionPoweredMean,
  type Random,
  RIGHT_WINS,
  rawAgreement,
  share,
  strengthSandwich,
  type TallyStatistic,
  TIE,
  toPairShares,
  wilson,
} from "@/lib/stats";

const REPLICATIONS = Number(process.argv[2] ?? 1000);
const RESAMPLES = 500;
const SIZES = [30, 100, 300, 3000];
const SCENARIOS = [
  { name: "5 % ties, even", ties: 0.05, lean: 0.5 },
  { name: "5 % ties, skewed", ties: 0.05, lean: 0.85 },
  { name: "25 % ties, even", ties: 0.25, lean: 0.5 },
  { name: "25 % ties, skewed", ties: 0.25, lean: 0.85 },
];
type Scenario = (typeof SCENARIOS)[number];

/** Kinds of clusters, equally frequent: how often raters see the truth, and how far preferences lean. */
const SKILLS = [0.55, 0.75, 0.95];
const LEANINGS = [-0.1, 0, 0.1];
const A = 0;
const B = 2;

/** Chances of the truth being A, a tie, B in a kind of cluster. */
function truths({ ties, lean }: Scenario, leaning: number): number[] {
  const a = lean + leaning;
  return [(1 - ties) * a, ties, (1 - ties) * (1 - a)];
}

/** What a rater says: the truth with chance `skill`, else A, tie or B like everybody's truths. */
function chanceOf(says: number, truth: number, skill: number, base: readonly number[]): number {
  return (says === truth ? skill : 0) + (1 - skill) * (base[says] ?? 0);
}

/** So many that corrections for few units are nothing. */
const UNITS = 1e9;

const cellOf = (first: number, second: number, third: number) => (first * 3 + second) * 3 + third;

/** The expected number in each cell of a billion, [person][other person][judge]: exact, since kinds of clusters are few. */
function expectedCells(scenario: Scenario): Float64Array {
  const cells = new Float64Array(27);
  const base = truths(scenario, 0);
  for (const skill of SKILLS) {
    for (const leaning of LEANINGS) {
      truths(scenario, leaning).forEach((chance, truth) => {
        for (let cell = 0; cell < 27; cell++) {
          const says = [Math.floor(cell / 9), Math.floor(cell / 3) % 3, cell % 3];
          const all = says.reduce((product, own) => product * chanceOf(own, truth, skill, base), chance);
          cells[cell] = (cells[cell] ?? 0) + (UNITS * all) / (SKILLS.length * LEANINGS.length);
        }
      });
    }
  }
  return cells;
}

function draw(random: Random, chances: readonly number[]): number {
  let left = random.next();
  for (let k = 0; k < chances.length - 1; k++) {
    left -= chances[k] ?? 0;
    if (left < 0) return k;
  }
  return chances.length - 1;
}

/** At least n comparisons in clusters of 1 to 8, most of them small; calls `visit` with each, and its cluster. */
function simulate(
  scenario: Scenario,
  n: number,
  random: Random,
  visit: (cell: number, cluster: number) => void,
  largest = 8,
): void {
  const base = truths(scenario, 0);
  for (let made = 0, cluster = 0; made < n; cluster++) {
    let size = 1;
    while (size < largest && random.next() < 0.6) size++;
    const skill = SKILLS[random.below(SKILLS.length)] ?? 0;
    const leaning = truths(scenario, LEANINGS[random.below(LEANINGS.length)] ?? 0);
    for (let k = 0; k < size; k++, made++) {
      const truth = draw(random, leaning);
      const say = () => (random.next() < skill ? truth : draw(random, base));
      visit(cellOf(say(), say(), say()), cluster);
    }
  }
}

/** The 3 × 3 table of two of the three raters. */
function pairTable(totals: Float64Array, first: 0 | 1 | 2, second: 0 | 1 | 2): Float64Array {
  const table = new Float64Array(9);
  totals.forEach((count, cell) => {
    const says = [Math.floor(cell / 9), Math.floor(cell / 3) % 3, cell % 3];
    const at = (says[first] ?? 0) * 3 + (says[second] ?? 0);
    table[at] = (table[at] ?? 0) + count;
  });
  return table;
}

const coincidences = (table: Float64Array) => table.map((count, at) => count + (table[(at % 3) * 3 + Math.floor(at / 3)] ?? 0));

const agreement: TallyStatistic = { isShare: true, compute: (totals) => rawAgreement(pairTable(totals, 0, 1)) };
const withJudge: TallyStatistic = { isShare: true, compute: (totals) => rawAgreement(pairTable(totals, 0, 2)) };
const shareOfA: TallyStatistic = {
  isShare: true,
  compute: (totals) => {
    const of = (says: number) => totals.subarray(says * 9, says * 9 + 9).reduce((sum, count) => sum + count, 0);
    return share(of(A), of(A) + of(B), "nobody prefers anything");
  },
};
const STATISTICS: Record<string, TallyStatistic> = {
  agreement,
  "share of A": shareOfA,
  "Cohen's κ": { compute: (totals) => cohenKappa(pairTable(totals, 0, 1)) },
  "Krippendorff's α": { compute: (totals) => krippendorffAlpha(coincidences(pairTable(totals, 0, 1)), nominal) },
  "Gwet's AC1": { compute: (totals) => gwetAc(toPairShares(pairTable(totals, 0, 1))) },
  "paired difference": pairedDifference(agreement, withJudge),
};

/** Counts how often intervals hold the truth, by statistic, method and scenario. */
const hits = new Map<string, { held: number; made: number; width: number }>();
function note(
  statistic: string,
  method: string,
  n: number,
  scenario: string,
  truth: number,
  interval: IntervalEstimate | undefined,
): void {
  const key = [statistic, method, n, scenario].join("|");
  const own = hits.get(key) ?? { held: 0, made: 0, width: 0 };
  hits.set(key, own);
  if (!interval || interval.low === null || interval.high === null) return;
  own.made++;
  own.width += interval.high - interval.low;
  if (interval.low <= truth + 1e-12 && interval.high >= truth - 1e-12) own.held++;
}

/** One data set in clusters: bootstrap, BCa, sandwich and betting. */
function clustered(scenario: Scenario, n: number, random: Random, seed: number, expected: Float64Array): void {
  const builder = createClusterTally(27);
  const arriving = { sums: [] as number[], sizes: [] as number[], largest: 8 };
  let open = 0;
  simulate(scenario, n, random, (cell, cluster) => {
    if (cluster !== open) builder.endCluster();
    open = cluster;
    builder.add(cell, 1);
    const agrees = Math.floor(cell / 9) === Math.floor(cell / 3) % 3 ? 1 : 0;
    arriving.sums[cluster] = (arriving.sums[cluster] ?? 0) + agrees;
    arriving.sizes[cluster] = (arriving.sizes[cluster] ?? 0) + 1;
  });
  builder.endCluster();
  const tally = builder.finish();
  const names = Object.keys(STATISTICS);
  const statistics = Object.values(STATISTICS);
  const percentile = bootstrapClusters(tally, statistics, { resamples: RESAMPLES, seed });
  const corrected = bootstrapClusters(tally, statistics, { resamples: RESAMPLES, seed, interval: "BCa" });
  names.forEach((name, s) => {
    const statistic = statistics[s];
    const truth = statistic?.compute(expected).estimate;
    if (!statistic || truth == null) return;
    note(name, "cluster bootstrap, percentile", n, scenario.name, truth, percentile[s]);
    note(name, "cluster bootstrap, BCa", n, scenario.name, truth, corrected[s]);
    note(name, "cluster sandwich", n, scenario.name, truth, clusterSandwich(tally, statistic));
  });
  const truth = agreement.compute(expected).estimate ?? 0;
  note("agreement", "betting, at the end", n, scenario.name, truth, bettingSequence(arriving));
  note("agreement", "betting, at every tenth of the way", n, scenario.name, truth, worstOnTheWay(arriving, truth));
}

/** The interval that is farthest from holding the truth among ten looks. */
function worstOnTheWay({ sums, sizes, largest }: ArrivingClusters, truth: number): IntervalEstimate | undefined {
  let last: IntervalEstimate | undefined;
  for (let look = 1; look <= 10; look++) {
    const end = Math.ceil((sizes.length * look) / 10);
    last = bettingSequence({ sums: Array.from(sums).slice(0, end), sizes: Array.from(sizes).slice(0, end), largest });
    if ((last.low ?? 0) > truth || (last.high ?? 1) < truth) return last;
  }
  return last;
}

function addOne(cells: Float64Array, cell: number): void {
  cells[cell] = (cells[cell] ?? 0) + 1;
}

/** Single comparisons, as exact intervals want them. */
function independent(scenario: Scenario, n: number, random: Random, expected: Float64Array): void {
  const totals = new Float64Array(27);
  simulate(scenario, n, random, (cell) => addOne(totals, cell), 1);
  const truth = agreement.compute(expected).estimate ?? 0;
  const agrees = pairTable(totals, 0, 1);
  const k = (agrees[0] ?? 0) + (agrees[4] ?? 0) + (agrees[8] ?? 0);
  note("agreement, single", "Wilson", n, scenario.name, truth, wilson(k, n));
  note("agreement, single", "Clopper–Pearson", n, scenario.name, truth, clopperPearson(k, n));
  let [both, firstOnly, secondOnly] = [0, 0, 0];
  totals.forEach((count, cell) => {
    const [person, other, judge] = [Math.floor(cell / 9), Math.floor(cell / 3) % 3, cell % 3];
    if (person === other && person === judge) both += count;
    else if (person === other) firstOnly += count;
    else if (person === judge) secondOnly += count;
  });
  const counts = { both, firstOnly, secondOnly, neither: n - both - firstOnly - secondOnly };
  const difference = STATISTICS["paired difference"]?.compute(expected).estimate ?? 0;
  note("paired difference, single", "Newcombe, paired", n, scenario.name, difference, newcombePaired(counts));
  const others = new Float64Array(27);
  simulate(scenario, n, random, (cell) => addOne(others, cell), 1);
  const second = pairTable(others, 0, 1);
  const m = (second[0] ?? 0) + (second[4] ?? 0) + (second[8] ?? 0);
  note("difference of two samples, single", "Newcombe", n, scenario.name, 0, newcombe(k, n, m, n));
}

/** n comparisons with human labels and five times as many with a judge's alone: the win rate of A, ties as halves. */
function poweredBy(scenario: Scenario, n: number, random: Random, expected: Float64Array): void {
  const value = (says: number) => 1 - says / 2;
  const data = { human: [] as number[], judge: [] as number[], judgeOnly: [] as number[] };
  const clusters: number[] = [];
  const more: number[] = [];
  let own = 0;
  simulate(scenario, n, random, (cell, cluster) => {
    data.human.push(value(Math.floor(cell / 9)));
    data.judge.push(value(cell % 3));
    clusters.push(cluster);
    own = cluster + 1;
  });
  simulate(scenario, 5 * n, random, (cell, cluster) => {
    data.judgeOnly.push(value(cell % 3));
    more.push(own + cluster);
  });
  const made = predictionPoweredMean({ ...data, clusters: [...clusters, ...more] });
  let truth = 0;
  expected.forEach((chance, cell) => {
    truth += (chance / UNITS) * value(Math.floor(cell / 9));
  });
  note("win rate", "PPI++, cluster sandwich", n, scenario.name, truth, made.combined);
  note("win rate", "human labels alone, cluster sandwich", n, scenario.name, truth, made.humanOnly);
}

const STRENGTHS = [0.6, 0.2, -0.8];

/** Battles of three models, those of a cluster dependent on each other. */
function strengths(scenario: Scenario, n: number, random: Random, seed: number): void {
  const builder = createBattleTally(3);
  for (let made = 0; made < n; ) {
    let size = 1;
    while (size < 8 && random.next() < 0.6) size++;
    // A cluster repeats one battle's outcome with chance ½: strongly dependent, the margins unchanged.
    const left = random.below(3);
    const right = (left + 1 + random.below(2)) % 3;
    const fight = () => {
      if (random.next() < scenario.ties) return TIE;
      const p = 1 / (1 + Math.exp((STRENGTHS[right] ?? 0) - (STRENGTHS[left] ?? 0)));
      return random.next() < p ? LEFT_WINS : RIGHT_WINS;
    };
    const first = fight();
    for (let k = 0; k < size; k++, made++) builder.add(left, right, k === 0 || random.next() < 0.5 ? first : fight());
    builder.endCluster();
  }
  const tally = builder.finish();
  const fit = fitStrengths(tally.totals, 3);
  if (!fit.strengths) {
    note("strength of a model", "cluster sandwich", n, scenario.name, 0, undefined);
    return;
  }
  const truth = pseudoTrueStrength(scenario.ties);
  note("strength of a model", "cluster sandwich", n, scenario.name, truth, strengthSandwich(tally, fit)[0]);
  const booted = bootstrapStrengths(tally, fit, { resamples: RESAMPLES, seed }).strengths[0];
  note("strength of a model", "cluster bootstrap, percentile", n, scenario.name, truth, booted);
}

/** What ties as halves estimate where ties do not depend on strengths: the fit to the expected table. */
function pseudoTrueStrength(ties: number): number {
  const table = new Float64Array(27);
  for (let left = 0; left < 3; left++) {
    for (let right = 0; right < 3; right++) {
      if (left === right) continue;
      const p = 1 / (1 + Math.exp((STRENGTHS[right] ?? 0) - (STRENGTHS[left] ?? 0)));
      table[battleCell(3, left, right, LEFT_WINS)] = (1 - ties) * p;
      table[battleCell(3, left, right, TIE)] = ties;
      table[battleCell(3, left, right, RIGHT_WINS)] = (1 - ties) * (1 - p);
    }
  }
  return fitStrengths(table, 3).strengths?.[0] ?? Number.NaN;
}

function main(): void {
  const random = createRandom(20, "coverage of intervals");
  for (const scenario of SCENARIOS) {
    const expected = expectedCells(scenario);
    for (const n of SIZES) {
      console.error(`${scenario.name}, n = ${n} …`);
      for (let replication = 0; replication < REPLICATIONS; replication++) {
        clustered(scenario, n, random, replication + 1, expected);
        independent(scenario, n, random, expected);
        poweredBy(scenario, n, random, expected);
        strengths(scenario, n, random, replication + 1);
      }
    }
  }
  print();
}

/** One row a statistic and method, one column a size: the lowest and the highest coverage of the scenarios, and the mean width. */
function print(): void {
  const error = 196 * Math.sqrt((0.95 * 0.05) / REPLICATIONS);
  console.log(
    `${REPLICATIONS} replications a scenario (± ${error.toFixed(1)} points of simulation), ${RESAMPLES} resamples a bootstrap.`,
  );
  console.log("Lowest to highest coverage in % over four scenarios, (mean width); a star where more than 1 % had no interval.\n");
  console.log(
    `| Statistic | Interval | ${SIZES.map((n) => `n = ${n}`).join(" | ")} |\n|---|---|${SIZES.map(() => "---").join("|")}|`,
  );
  const rows = new Set([...hits.keys()].map((key) => key.split("|").slice(0, 2).join("|")));
  for (const row of rows) {
    const cells = SIZES.map((n) => {
      const own = SCENARIOS.map(({ name }) => hits.get(`${row}|${n}|${name}`)).filter((hit) => hit !== undefined);
      const shares = own.map(({ held, made }) => (100 * held) / Math.max(1, made));
      const width = own.reduce((sum, hit) => sum + hit.width / Math.max(1, hit.made), 0) / own.length;
      const isShort = own.some(({ made }) => made < REPLICATIONS * 0.99);
      return `${Math.min(...shares).toFixed(1)}–${Math.max(...shares).toFixed(1)}${isShort ? "*" : ""} (${width.toFixed(3)})`;
    });
    console.log(`| ${row.replace("|", " | ")} | ${cells.join(" | ")} |`);
  }
}

main();
