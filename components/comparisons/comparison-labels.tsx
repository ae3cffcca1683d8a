import { Section } from "@/components/ui/layout/section";
import { Time } from "@/components/ui/time";
import type { ComparisonView } from "@/lib/comparisons/types";
import { formatQuantity } from "@/lib/format";
import { toAnswerText } from "./answer-text";
import { LabelTable } from "./label-table";
import { Rationales } from "./rationales";
import { sortLabels } from "./sort-labels";

/** The labels of a comparison, criterion by criterion, with reasons and final answers. */
export function ComparisonLabels({ comparison }: { comparison: ComparisonView }) {
  const { criteria, labels, adjudications } = comparison;
  return criteria.map((criterion) => {
    const own = sortLabels(labels.filter((label) => label.criterionId === criterion.id));
    const final = adjudications.filter((each) => each.criterionId === criterion.id);
    return (
      <Section
        key={criterion.id}
        title={criteria.length === 1 ? "Every label" : `Every label: ${criterion.key}`}
        note={`${formatQuantity(own.length, "label")} on “${criterion.question}”. Minus speaks for A, plus for B${
          criterion.polarity === "WORSE"
            ? "; the question asks for the worse one, and scores are turned to speak of the better"
            : ""
        }.`}
      >
        {own.length > 0 ? (
          <LabelTable question={criterion.question} labels={own} />
        ) : (
          <p className="note">Nobody has labelled it on this criterion.</p>
        )}
        {final.map((each, index) => (
          <p key={each.id} className="note mt-3">
            <strong>
              {index === 0 ? "Adjudicated" : "Before that"} {toAnswerText(each)}
            </strong>{" "}
            by {each.name}, <Time at={each.createdAt} />
            {each.wantsSecond ? ", with a wish for a second opinion" : ""}: “{each.rationale}”
          </p>
        ))}
        <Rationales labels={own} />
      </Section>
    );
  });
}
