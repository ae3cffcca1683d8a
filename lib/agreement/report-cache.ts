/** Keeps what is costly to make until its version changes. */
export interface ReportCache<T> {
  /** The answer to a question at a version, made once for all who ask. */
  get(asked: Asked<T>): Promise<T>;
}

interface Asked<T> {
  question: string;
  version: string;
  make: () => Promise<T>;
}

interface Entry<T> {
  version: string;
  answer: Promise<T>;
}

/** Answers kept; the question asked longest ago goes first. A report of a few annotators is some 100 kB. */
const KEPT = 40;

/** An empty cache; of large answers fewer are `kept`. */
export function createReportCache<T>(kept = KEPT): ReportCache<T> {
  const entries = new Map<string, Entry<T>>();
  return {
    get({ question, version, make }) {
      const known = entries.get(question);
      const entry = known?.version === version ? known : { version, answer: make() };
      // Asked last, so it goes last.
      entries.delete(question);
      entries.set(question, entry);
      const [oldest] = entries.keys();
      if (entries.size > kept && oldest !== undefined) entries.delete(oldest);
      entry.answer.catch(() => {
        // Whoever waits sees the error; the next one who asks tries again.
        if (entries.get(question) === entry) entries.delete(question);
      });
      return entry.answer;
    },
  };
}
