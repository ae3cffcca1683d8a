import { createHash, type Hash } from "node:crypto";
import { type ExportInput, isWholeFormat } from "@/lib/datasets/export-schema";
import type { Dropped, ExportFigures, ExportManifest, ExportStage, LeakCheck } from "@/lib/datasets/export-types";
import { DROP, type DropReason } from "./drop-reasons";
import { HashSet } from "./hash-set";
import type { ExportedComparison } from "./read-comparisons";
import { hash64, LeakCounter, type Split } from "./splits";
import type { MadeRow } from "./write-rows";

/** What is known of an export's comparisons before the first is read. */
export interface Before {
  all: number;
  withdrawn: number;
  examples: number;
}

/** Counts what an export reads, leaves out and writes. */
export class Tally {
  readonly counted = { comparisons: 0, labels: 0, rows: 0 };
  #drops = new Map<string, Dropped & { stage: DropReason["stage"] }>();
  #figures = { chosenIsA: 0, chosenIsLonger: 0, differInLength: 0, ties: 0, margins: 0, preferences: 0 };
  #prompts = new HashSet();
  #rows = new HashSet();
  #uniquePrompts = new HashSet();
  #leaks: LeakCounter | null;
  #inputs: Hash = createHash("sha256");
  #doubled = 0;

  constructor(
    private readonly input: Pick<ExportInput, "format" | "test" | "deduplicate" | "source">,
    private readonly before: Before,
  ) {
    this.#leaks = input.test > 0 ? new LeakCounter() : null;
    this.drop(DROP.withdrawn, before.withdrawn);
    this.drop(DROP.example, before.examples);
  }

  drop = (reason: DropReason, count = 1): void => {
    if (count === 0) return;
    const known = this.#drops.get(reason.reason);
    if (known) known.count += count;
    else this.#drops.set(reason.reason, { ...reason, count });
  };

  read(comparison: ExportedComparison): void {
    this.counted.comparisons++;
    this.counted.labels += comparison.labels.length;
    let text = `${comparison.id} ${comparison.adjudicated?.score ?? ""}\n`;
    for (const label of comparison.labels)
      text += `${label.annotatorId} ${label.criterionId} ${label.answer} ${label.score} ${label.probabilityB} ${label.submittedAt}\n`;
    this.#inputs.update(text);
  }

  /** Those rows of a comparison that are written: all but repetitions that are not wanted. */
  keep(comparison: ExportedComparison, split: Split | null, rows: readonly MadeRow[]): readonly MadeRow[] {
    const kept = this.input.deduplicate === "none" ? rows : rows.filter((row) => this.#isNew(comparison, row));
    for (const { preference } of kept) this.#note(comparison, preference);
    this.counted.rows += kept.length;
    if (kept.length > 0) {
      this.#prompts.add(hash64(comparison.promptId));
      if (split !== null) this.#leaks?.add(split, comparison, kept.length);
    }
    return kept;
  }

  #isNew(comparison: ExportedComparison, { preference }: MadeRow): boolean {
    if (this.input.deduplicate === "prompts") {
      if (this.#uniquePrompts.add(hash64(JSON.stringify(comparison.prompt)))) return true;
      this.drop(DROP.equalPrompt);
      return false;
    }
    const { textA, textB } = comparison;
    const sides = preference?.chosenIsB ? [textB, textA] : [textA, textB];
    if (this.#rows.add(hash64(JSON.stringify([comparison.prompt, ...sides])))) return true;
    this.drop(DROP.equalRow);
    return false;
  }

  #note({ textA, textB }: ExportedComparison, preference: MadeRow["preference"]): void {
    if (preference === null) return;
    const figures = this.#figures;
    figures.preferences++;
    figures.margins += preference.margin;
    if (preference.score === 0) {
      figures.ties++;
      if (preference.chosenIsB) this.#doubled++;
      return;
    }
    const [chosen, rejected] = preference.chosenIsB ? [textB.length, textA.length] : [textA.length, textB.length];
    if (!preference.chosenIsB) figures.chosenIsA++;
    if (chosen !== rejected) figures.differInLength++;
    if (chosen > rejected) figures.chosenIsLonger++;
  }

  /** @param isWhole - False: only some comparisons were looked at, and what lies outside the filters is not known. */
  finish(isWhole = true): Pick<ExportManifest, "counted" | "stages" | "dropped" | "figures" | "leaks" | "inputs"> {
    const { all, withdrawn, examples } = this.before;
    if (isWhole) this.drop(DROP.filtered, all - withdrawn - examples - this.counted.comparisons);
    const { margins, preferences, ...figures } = this.#figures;
    const made: ExportFigures = {
      ...figures,
      prompts: this.#prompts.size,
      meanMargin: preferences === 0 ? null : margins / preferences,
    };
    return {
      counted: { ...this.counted },
      stages: this.#stages(),
      dropped: [...this.#drops.values()]
        .map(({ reason, count, mend }) => ({ reason, count, mend }))
        .sort((a, b) => b.count - a.count),
      figures: made,
      leaks: this.leaks(),
      inputs: { sha256: this.#inputs.digest("hex") },
    };
  }

  leaks(): LeakCheck | null {
    return this.#leaks?.count() ?? null;
  }

  #stages(): ExportStage[] {
    const lost = (stage: DropReason["stage"]) =>
      [...this.#drops.values()].reduce((sum, drop) => (drop.stage === stage ? sum + drop.count : sum), 0);
    const stages = [{ stage: "comparisons of the project", count: this.before.all }];
    if (isWholeFormat(this.input.format)) return [...stages, { stage: "rows", count: this.counted.rows }];
    const rows = this.counted.rows - this.#doubled;
    const fits = rows + lost("unique");
    const strong = fits + lost("fits");
    const answered = strong + lost("strong");
    const labels = answered + lost("answered");
    const of =
      this.input.source === "human" || this.input.source === "ai"
        ? "labels of the source"
        : "comparisons with an answer to look at";
    return [
      ...stages,
      { stage: "comparisons that are asked for", count: this.counted.comparisons },
      { stage: of, count: labels },
      { stage: "with a preference", count: answered },
      { stage: "strong and sure enough", count: strong },
      { stage: "that the format can hold", count: fits },
      { stage: "rows", count: this.counted.rows },
    ];
  }
}
