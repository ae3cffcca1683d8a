import type { Ratings } from "@/lib/agreement/ratings";
import type { ReportedFilters } from "@/lib/agreement/types";
import type { LabelColumns } from "@/lib/labels/label-columns";
import type { Assumption } from "./types";

/** Which comparisons the test stands on. */
export interface Grounds {
  /** Comparisons that two people or more and the judge labelled. */
  ids: string[];
  /** Comparisons that two people or more labelled, with or without the judge. */
  twice: number;
}

/** What is known of a judge and of how these comparisons were labelled; see `readSeen`. */
export interface Seen {
  /** False: the judge came with a file, and its prompt is not known here. */
  isKnown: boolean;
  /** Comparisons of the test that are among the examples in its prompt, and of how many examples. */
  shown: number;
  examples: number;
  /** Comparisons of the test that an earlier version of the same judge had labelled before this one was made. */
  tuned: number;
  /** Comparisons of the test that a round chose actively. */
  active: number;
  /** Versions of the guidelines under which people labelled them; null among them: not known. */
  guidelines: (number | null)[];
  /** The criterion asks which is less harmful, and neither its question nor the guidelines say that an evasion is no good answer. */
  maySpareEvasion: boolean;
}

/** The comparisons of the test. */
export function gatherGrounds(columns: LabelColumns, ratings: Ratings, of: number): Grounds {
  const ids: string[] = [];
  let twice = 0;
  for (let u = 0; u < ratings.units; u++) {
    const from = ratings.starts[u] ?? 0;
    if ((ratings.peopleEnds[u] ?? 0) - from < 2) continue;
    twice++;
    if (ratings.annotator.subarray(from, ratings.starts[u + 1] ?? 0).includes(of))
      ids.push(columns.comparisonId(ratings.comparison[u] ?? 0));
  }
  return { ids, twice };
}

/** Below this share of people's comparisons with a verdict the test may be of the easy ones. */
const ENOUGH_JUDGED = 0.95;

/** What of the test's ground lies in how judge and labels came about. */
export function checkGrounds(seen: Seen, { ids, twice }: Grounds, filters: ReportedFilters): Assumption[] {
  return [
    checkExamples(seen, ids.length),
    checkTuning(seen, ids.length),
    checkSample(seen, ids.length, twice, filters),
    checkUse(seen),
  ];
}

function checkExamples({ isKnown, shown, examples }: Seen, counted: number): Assumption {
  const title = "The judge never saw these labels";
  if (!isKnown)
    return { state: "care", title, text: "It came with a file: whether its prompt held any of them is not known here." };
  if (shown > 0) {
    const text = `${shown} of ${counted} comparisons are among the ${examples} examples in its prompt. Leave them out, or judge them by a version without.`;
    return { state: "fails", title, text };
  }
  const text =
    examples === 0
      ? "There is no example in its prompt."
      : `None of the ${examples} examples in its prompt is among the ${counted} comparisons.`;
  return { state: "holds", title, text };
}

function checkTuning({ isKnown, tuned }: Seen, counted: number): Assumption {
  const title = "Settings were not chosen on the same labels";
  if (!isKnown) return { state: "care", title, text: "It came with a file: how its settings were chosen is not known here." };
  if (tuned === 0)
    return { state: "holds", title, text: "No earlier version of this judge had labelled these comparisons when it was made." };
  const text = `An earlier version had labelled ${tuned} of ${counted} of them when this one was made. Whoever chose its settings may have looked; test it on comparisons labelled since.`;
  return { state: "care", title, text };
}

function checkSample({ active }: Seen, counted: number, twice: number, filters: ReportedFilters): Assumption {
  const title = "Comparisons are a fair sample";
  const problems = [
    ...(active > 0 ? [`${active} of ${counted} were chosen actively, so often the hard ones`] : []),
    ...(counted < ENOUGH_JUDGED * twice
      ? [`the judge has a verdict on ${counted} of the ${twice} that two people labelled`]
      : []),
    ...(filters.minStrength ? [`weak labels of people are left out, which makes every judge look better`] : []),
  ];
  if (problems.length === 0) {
    return {
      state: "holds",
      title,
      text: `The judge has a verdict on ${counted} of ${twice} comparisons that two people labelled; none was chosen by how hard it is.`,
    };
  }
  const said = problems.join("; ");
  return {
    state: "care",
    title,
    text: `${said.charAt(0).toUpperCase()}${said.slice(1)}. The verdict holds for comparisons like these.`,
  };
}

function checkUse({ guidelines, maySpareEvasion }: Seen): Assumption {
  const title = "The use is like the test";
  const versions = guidelines.filter((version) => version !== null).sort((a, b) => a - b);
  const problems = [
    ...(versions.length > 1
      ? [
          `people labelled under guidelines ${versions.map((version) => `v${version}`).join(", ")}: choose a round to compare within one`,
        ]
      : []),
    ...(maySpareEvasion
      ? [
          "neither the question nor the guidelines say that an evasion is no good answer, so refusing everything may pass for harmless",
        ]
      : []),
  ];
  if (problems.length > 0) {
    const said = problems.join("; ");
    return { state: "care", title, text: `${said.charAt(0).toUpperCase()}${said.slice(1)}.` };
  }
  const under =
    versions.length === 1
      ? `All under guidelines v${versions[0]}.`
      : "Labels came with a file: under which guidelines is not known here.";
  return { state: versions.length === 1 ? "holds" : "care", title, text: `${under} It holds for prompts like these.` };
}
