import { LinkButton } from "@/components/ui/link-button";
import { formatCount, formatQuantity } from "@/lib/format";
import type { NextStep as Step } from "@/lib/overview/types";
import { paths } from "@/lib/paths";

export interface NextStepProps {
  project: string;
  step: Step;
}

/** What to do next, and the way to it in one click. */
export function NextStep({ project, step }: NextStepProps) {
  const { text, href, action } = toWords(project, step);
  return (
    <section className="next" aria-labelledby="next-step">
      <h2 id="next-step">Next step</h2>
      <p>{text}</p>
      <LinkButton href={href} variant="primary">
        {action}
      </LinkButton>
    </section>
  );
}

function toWords(project: string, step: Step): { text: string; href: string; action: string } {
  switch (step.kind) {
    case "FIRST_ROUND":
      return {
        text: "Open a round: people get their queue at once. Two on each comparison are enough to measure the ceiling.",
        href: paths.newRound(project),
        action: "New round",
      };
    case "OPEN_DRAFT":
      return {
        text: `Round ${step.number} is a draft: open it, and its people can label.`,
        href: paths.round(project, step.roundId),
        action: `See round ${step.number}`,
      };
    case "CLOSE_ROUND":
      return {
        text: `Everything in round ${step.number} is labelled: close it, so that its labels stay as they are.`,
        href: paths.round(project, step.roundId),
        action: `See round ${step.number}`,
      };
    case "RESUME_ROUND":
      return {
        text: `Round ${step.number} is paused: resume it, and its people go on by themselves.`,
        href: paths.round(project, step.roundId),
        action: `See round ${step.number}`,
      };
    case "ADD_JUDGE":
      return {
        text: "Add a judge: you see the exact prompt before anything runs, and then how far it agrees with people.",
        href: paths.newJudge(project),
        action: "Add a judge",
      };
    case "LABEL":
      return {
        text: `Round ${step.number} is open: ${formatCount(step.left)} of ${formatQuantity(step.assignments, "assignment")} are left.`,
        href: paths.round(project, step.roundId),
        action: `See round ${step.number}`,
      };
    case "READ_DISAGREEMENTS":
      return {
        text: "Read the comparisons on which people and judges differ.",
        href: paths.disagreements(project),
        action: "Disagreements",
      };
  }
}
