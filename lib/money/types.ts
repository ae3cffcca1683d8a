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
