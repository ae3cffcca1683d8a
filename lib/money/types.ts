/** One line of the price table. */
export interface PriceEntry {
  id: string;
  model: string;
  /** Null: at every endpoint. */
  endpoint: { id: string; name: string } | null;
  inputMicroDollarsPerMillion: number;
  outputMicroDollarsPerMillion: number;
  validFrom: string;
  state: "in force" | "replaced" | "to come";
}

/** What a project may spend, and what its people are paid. */
export interface MoneySettings {
  capMicroDollars: number | null;
  dailyCapMicroDollars: number | null;
  hourlyRateMicroDollars: number | null;
  /** What its calls have cost, in all and today (UTC), as far as it is known. */
  spentMicroDollars: number;
  spentTodayMicroDollars: number;
}

/** What labels of one judge version, or of people, cost. Money in micro-dollars, not rounded. */
export interface CostRow {
  id: string;
  kind: "AI" | "HUMAN";
  name: string;
  /** Of a judge. */
  judge: { id: string; version: number; model: string } | null;
  /** Labels that name a response or a tie: what was bought. */
  labels: number;
  /** Answers beside them: unreadable or unsettled verdicts, people's skips and doubts. They cost as much. */
  others: number;
  /** Null: nobody knows. `reason` says why. */
  cost: number | null;
  perLabel: number | null;
  reason: string | null;
  /** Attempts that may have been charged for without a known cost, which the cost leaves out. */
  uncosted: number;
  /** Agreement with people: of a judge with each person, of people among themselves. */
  agreement: { estimate: number | null; low: number | null; high: number | null; reason: string | null; comparisons: number };
  /** What a label costs that a person agrees with: the cost of a label over the agreement. */
  perAgreed: { value: number | null; low: number | null; high: number | null };
  /** Mean of a label: a judge's calls one after the other, a person's active time. */
  secondsPerLabel: number | null;
}

/** What labels on one criterion cost, by judges and by people. */
export interface CostReport {
  criterion: string;
  criteria: readonly string[];
  hourlyRateMicroDollars: number | null;
  /** People's labels whose time is known. Null without any. */
  people: CostRow | null;
  /** People's labels that carry no time, having come with a file. */
  untimed: number;
  judges: readonly CostRow[];
  /** What calls outside labelling have cost: revision chains. */
  chainsMicroDollars: number;
  spentMicroDollars: number;
}
