/** Keeps what is costly to make and changes often. */
export interface ReportCache<T> {
  /** The answer to a question at a version, made once for all who ask. */
  get(asked: Asked<T>): Promise<T>;
}

interface Asked<T> {
  question: string;
  version: string;
  make: () => Promise<T>;
  /** An older answer may be given out while the new one is made, for a few times as long as making it took. */
  mayBeOld: boolean;
}

interface Entry<T> {
  version: string;
  answer: Promise<T>;
  /** When it was ready and how long it took, in milliseconds; null while it is made. */
  ready: { at: number; took: number } | null;
}

/** Answers kept; the question asked longest ago goes first. A report of a few annotators is some 100 kB. */
const KEPT = 40;
/** An old answer is given out for this many times the time that making it took. */
const STALE_FOR = 5;

/** An empty cache. `now` gives milliseconds; of large answers fewer are `kept`. */
export function createReportCache<T>(now: () => number = () => performance.now(), kept = KEPT): ReportCache<T> {
  const current = new Map<string, Entry<T>>();
  const coming = new Map<string, Entry<T>>();

  function begin(question: string, version: string, make: () => Promise<T>, into: Map<string, Entry<T>>): Entry<T> {
    const began = now();
    const entry: Entry<T> = { version, answer: make(), ready: null };
    into.set(question, entry);
    entry.answer.then(
      () => {
        entry.ready = { at: now(), took: now() - began };
        if (coming.get(question) !== entry) return;
        coming.delete(question);
        current.set(question, entry);
      },
      () => {
        // Whoever waits sees the error; the next one who asks tries again.
        if (into.get(question) === entry) into.delete(question);
      },
    );
    return entry;
  }

  return {
    async get({ question, version, make, mayBeOld }) {
      const known = current.get(question);
      if (known) {
        // Asked last, so it goes last.
        current.delete(question);
        current.set(question, known);
        if (known.version === version) return known.answer;
        const { ready } = known;
        if (mayBeOld && ready && now() - ready.at < STALE_FOR * ready.took) {
          if (!coming.has(question)) begin(question, version, make, coming);
          return known.answer;
        }
      }
      const next = coming.get(question);
      if (next?.version === version) return next.answer;
      const entry = begin(question, version, make, current);
      const [oldest] = current.keys();
      if (current.size > kept && oldest !== undefined) current.delete(oldest);
      return entry.answer;
    },
  };
}
