import { CopyText } from "@/components/ui/form/copy-text";
import { EmptyState } from "@/components/ui/layout/empty-state";
import { Section } from "@/components/ui/layout/section";
import { LinkButton } from "@/components/ui/link-button";
import { formatQuantity } from "@/lib/format";
import { paths } from "@/lib/paths";
import type { ModelsBeside } from "@/lib/ranking/types";
import { ChosenNotice } from "./chosen-notice";
import { Duels } from "./duels";
import { LengthTable } from "./length-table";
import { Order, StrengthTable } from "./order";
import { Strengths } from "./strengths";
import { StyleOddsPlot } from "./style-odds-plot";
import { toRankCommand } from "./words";

/** All that is known of the models, or why nothing is. */
export function ModelsBody({ project, shown }: { project: string; shown: ModelsBeside }) {
  const { people, judge } = shown;
  if (people.models.length === 0 && !judge?.report.models.length) return <NoModels project={project} dropped={people.dropped} />;
  return (
    <>
      <ChosenNotice chosen={shown.compared.chosen} />
      <Strengths {...shown} />
      <Duels {...shown} project={project} />
      <div className="grid grid-cols-1 gap-x-10 xl:grid-cols-2">
        <Order {...shown} />
        <StyleOddsPlot {...shown} />
      </div>
      <LengthTable {...shown} />
      <StrengthTable {...shown} project={project} />
      <Section
        title="The same numbers elsewhere"
        note={
          people.dropped > 0
            ? `${formatQuantity(people.dropped, "label")} of people left out: their comparisons do not name two different models.`
            : undefined
        }
      >
        <CopyText label="Command" text={toRankCommand(project, people)} />
      </Section>
    </>
  );
}

function NoModels({ project, dropped }: { project: string; dropped: number }) {
  return (
    <div className="mt-6">
      <EmptyState
        title={dropped > 0 ? "No comparison names its models" : "No labels yet"}
        actions={
          dropped > 0 ? (
            <LinkButton href={paths.importDataset(project)}>Import comparisons</LinkButton>
          ) : (
            <LinkButton variant="primary" href={paths.newRound(project)}>
              Start a round
            </LinkButton>
          )
        }
      >
        <p>
          {dropped > 0
            ? `There are ${formatQuantity(dropped, "label")}, but the file did not say which models wrote the responses. Import comparisons with modelA and modelB.`
            : "Models are ranked by the labels on comparisons between them."}
        </p>
      </EmptyState>
    </div>
  );
}
