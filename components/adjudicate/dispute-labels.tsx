import { toAnswerText } from "@/components/comparisons/answer-text";
import { LabelTable } from "@/components/comparisons/label-table";
import { Rationales } from "@/components/comparisons/rationales";
import { sortLabels } from "@/components/comparisons/sort-labels";
import { Section } from "@/components/ui/layout/section";
import { Time } from "@/components/ui/time";
import type { DisputedItem } from "@/lib/adjudication/types";
import type { AdjudicationView } from "@/lib/comparisons/types";

/** Every label on the question, the reader's own named as theirs and left out of the count. */
export function DisputeLabels({ item }: { item: DisputedItem }) {
  const { criterion, ownAnnotatorId } = item;
  const labels = sortLabels(item.labels).map((label) =>
    label.annotator.id === ownAnnotatorId
      ? { ...label, annotator: { ...label.annotator, name: `${label.annotator.name}, you` } }
      : label,
  );
  const others = item.labels.filter(
    ({ annotator, repeatIndex }) => annotator.id !== ownAnnotatorId && annotator.kind === "HUMAN" && repeatIndex === 0,
  );
  return (
    <Section
      title="Every label"
      note={`“${criterion.question}” ${countVotes(others)}${
        others.length < item.labels.filter(({ annotator }) => annotator.kind === "HUMAN").length && ownAnnotatorId
          ? " Your own label is left out of this count."
          : ""
      } Minus speaks for A, plus for B${
        criterion.polarity === "WORSE"
          ? "; the question asks for the worse one, and scores are turned to speak of the better"
          : ""
      }.`}
    >
      {labels.length > 0 ? (
        <LabelTable question={criterion.question} labels={labels} />
      ) : (
        <p className="note">Nobody has labelled it on this criterion.</p>
      )}
      <Rationales labels={labels} />
    </Section>
  );
}

/** "Of 3 people 2 prefer A, 1 prefers B." */
function countVotes(labels: DisputedItem["labels"]): string {
  const of = (test: (label: DisputedItem["labels"][number]) => boolean) => labels.filter(test).length;
  const parts = [
    { n: of(({ score }) => score !== null && score < 0), what: "for A" },
    { n: of(({ score }) => score === 0), what: "a tie" },
    { n: of(({ score }) => score !== null && score > 0), what: "for B" },
    { n: of(({ answer }) => answer === "BOTH_BAD"), what: "both bad" },
    { n: of(({ answer }) => answer === "UNSURE" || answer === "SKIP"), what: "unsure or skipped" },
  ].filter(({ n }) => n > 0);
  if (parts.length === 0) return "No other person has labelled it.";
  return `Of ${labels.length} ${labels.length === 1 ? "person" : "people"}: ${parts.map(({ n, what }) => `${n} ${what}`).join(", ")}.`;
}

/** What adjudicators answered so far, the newest first. While a second opinion is wanted, the first stays folded from who is to give it. */
export function GivenAnswers({ given, isFolded }: { given: readonly AdjudicationView[]; isFolded: boolean }) {
  const [newest] = given;
  if (!newest) return null;
  const list = (
    <ol className="grid gap-2 text-sm">
      {given.map((each, index) => (
        <li key={each.id}>
          <strong>{toAnswerText(each)}</strong> by {each.name}, <Time at={each.createdAt} />
          {index === 0 ? ", stands" : ""}
          {each.wantsSecond ? ", wants a second opinion" : ""}: <span className="material material-sm">“{each.rationale}”</span>
        </li>
      ))}
    </ol>
  );
  return (
    <Section
      title="Final answers"
      note={
        isFolded
          ? `${newest.name} asks for a second opinion. Form your own before you open theirs.`
          : "The newest stands; none is ever removed."
      }
    >
      {isFolded ? (
        <details>
          <summary>Show what {newest.name} answered</summary>
          <div className="mt-2">{list}</div>
        </details>
      ) : (
        list
      )}
    </Section>
  );
}
