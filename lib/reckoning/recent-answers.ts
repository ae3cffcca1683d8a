/** Answers of which one may be given out for a short while after the labels have changed. */
export interface RecentAnswers {
  get<T>(question: string, make: () => Promise<Made<T>>): Promise<T>;
  clear(): void;
}

/** An answer, and whether it may be given out again without a look at the labels. */
export interface Made<T> {
  answer: T;
  mayBeOld: boolean;
}

interface Entry {
  made: Promise<Made<unknown>>;
  /** When its making began, which is before its labels were read; milliseconds. */
  began: number;
  /** How long the making took; null while it is under way. */
  took: number | null;
}

/** With more labels than this an answer takes long enough to make that the last one may be given out meanwhile. */
export const MAY_BE_OLD_ABOVE = 2000;
/** Answers kept; the question asked longest ago goes first. */
const KEPT = 60;
/** Up to this age in milliseconds an answer that may be old is given out, and nothing else happens; unless said otherwise. */
const FRESH_FOR = 2000;
/** Beyond that it is given out while the next one is made, for this many times as long as making it took. */
const STALE_FOR = 3;

/**
 * An empty store. What it gives out is of labels read at most `freshFor` (2 s) and three makings ago; what may not be old is made anew each
 * time.
 *
 * @param options - `now` gives milliseconds.
 */
export function createRecentAnswers({
  freshFor = FRESH_FOR,
  now = () => performance.now(),
}: {
  freshFor?: number;
  now?: () => number;
} = {}): RecentAnswers {
  const current = new Map<string, Entry>();
  const coming = new Map<string, Entry>();

  function begin(question: string, make: () => Promise<Made<unknown>>): Entry {
    const began = now();
    const entry: Entry = { made: make(), began, took: null };
    coming.set(question, entry);
    entry.made.then(
      ({ mayBeOld }) => {
        entry.took = now() - began;
        if (coming.get(question) !== entry) return;
        coming.delete(question);
        if (mayBeOld) keep(question, entry);
        else current.delete(question);
      },
      () => {
        // Whoever waits sees the error; the next one who asks tries again.
        if (coming.get(question) === entry) coming.delete(question);
      },
    );
    return entry;
  }

  function keep(question: string, entry: Entry): void {
    current.delete(question);
    current.set(question, entry);
    const [oldest] = current.keys();
    if (current.size > KEPT && oldest !== undefined) current.delete(oldest);
  }

  async function find(question: string, make: () => Promise<Made<unknown>>): Promise<unknown> {
    const known = current.get(question);
    if (!known) return (await begin(question, make).made).answer;
    keep(question, known);
    const age = now() - known.began;
    const next = coming.get(question);
    if (age > freshFor + STALE_FOR * (known.took ?? 0)) {
      // One that began a moment ago serves all who wait; it reads the labels of then.
      const isRecent = next !== undefined && now() - next.began <= freshFor;
      return (await (isRecent ? next : begin(question, make)).made).answer;
    }
    if (age > freshFor && !next) begin(question, make);
    return (await known.made).answer;
  }

  return {
    // A question names one kind of answer.
    get: <T>(question: string, make: () => Promise<Made<T>>) => find(question, make) as Promise<T>,
    clear() {
      current.clear();
      coming.clear();
    },
  };
}
