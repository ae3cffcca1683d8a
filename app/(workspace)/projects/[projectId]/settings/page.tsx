import type { Metadata } from "next";
import Link from "next/link";
import { saveMoneyAction } from "@/app/(workspace)/projects/[projectId]/costs/actions";
import {
  addCriterionAction,
  archiveCriterionAction,
  archiveProjectAction,
  editCriterionAction,
  editProjectAction,
  saveLabellingAction,
  saveScaleAction,
} from "@/app/(workspace)/projects/[projectId]/settings/actions";
import { MoneyFacts } from "@/components/costs/money-facts";
import { MoneyForm } from "@/components/costs/money-form";
import { ArchiveProject } from "@/components/projects/archive-project";
import { CriteriaTable } from "@/components/projects/criteria-table";
import { CriterionForm } from "@/components/projects/criterion-form";
import { DetailsForm } from "@/components/projects/details-form";
import { LabellingForm } from "@/components/projects/labelling-form";
import { ScaleForm } from "@/components/projects/scale-form";
import { ScalePreview } from "@/components/projects/scale-preview";
import { scaleWords } from "@/components/projects/scale-words";
import { PageHead } from "@/components/ui/layout/page-head";
import { Section } from "@/components/ui/layout/section";
import { getProject } from "@/lib/auth/access";
import { actorOrSignIn } from "@/lib/auth/actor";
import { orNotFound } from "@/lib/http/or-not-found";
import { getMoneySettings } from "@/lib/money/settings";
import { paths } from "@/lib/paths";
import { listUnasked } from "@/lib/projects/edit-criteria";
import { listCustomScales, listPresetChoices } from "@/lib/projects/preset-choices";
import { findWhatFixes, getDescription, getScale, listCriteria } from "@/lib/projects/queries";
import { getLabelling } from "@/lib/projects/save-labelling";
import { presetName } from "@/lib/projects/schema";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage({ params }: { params: Promise<{ projectId: string }> }) {
  const actor = await actorOrSignIn();
  const { projectId } = await params;
  const project = await orNotFound(getProject(actor, projectId, "read"));
  const [criteria, scale, fixedBy, unasked, description, labelling, money] = await Promise.all([
    listCriteria(actor, project.id),
    getScale(actor, project.id),
    findWhatFixes(project.id),
    listUnasked(project.id),
    getDescription(actor, project.id),
    getLabelling(actor, project.id),
    getMoneySettings(actor, project.id),
  ]);
  const isArchived = project.archivedAt !== null;
  const mayWrite = project.role !== null && !isArchived;
  const comparative = criteria.every((criterion) => criterion.polarity === "WORSE") ? "worse" : "better";
  return (
    <>
      <PageHead
        title="Settings"
        actions={
          <Link className="data-link" href={paths.audit(project.slug)}>
            Audit trail
          </Link>
        }
      >
        {project.name}
        {isArchived ? ", archived and read-only" : ""}
      </PageHead>
      {mayWrite ? (
        <Section title="Name">
          <DetailsForm action={editProjectAction} project={project.slug} name={project.name} description={description} />
        </Section>
      ) : null}
      <Section title="Criteria" note="What is asked of each comparison. A question that somebody was asked is fixed.">
        <CriteriaTable
          project={project.slug}
          criteria={criteria.map(({ archivedAt, ...criterion }) => ({
            ...criterion,
            archived: archivedAt !== null,
            editable: unasked.has(criterion.id),
          }))}
          actions={mayWrite ? { edit: editCriterionAction, archive: archiveCriterionAction } : null}
        />
        {mayWrite ? (
          <div className="mt-4 max-w-4xl">
            <CriterionForm action={addCriterionAction} project={project.slug} />
          </div>
        ) : null}
      </Section>
      <Section
        title="Scale"
        note={`${presetName(scale.preset)}, ${scaleWords(scale)}; version ${scale.version}. ${
          fixedBy
            ? `Fixed, because ${fixedBy === "labels" ? "there are labels" : "a round was opened"}: scores of two scales cannot be compared.`
            : "It can be changed until the first round is opened."
        }`}
      >
        {mayWrite && !fixedBy ? (
          <ScaleForm
            action={saveScaleAction}
            project={project.slug}
            presets={listPresetChoices()}
            customScales={listCustomScales()}
            current={{ preset: scale.preset, levelsPerSide: scale.levelsPerSide, allowsTie: scale.allowsTie }}
            comparative={comparative}
          />
        ) : (
          <div className="max-w-4xl">
            <ScalePreview scale={scale} comparative={comparative} />
          </div>
        )}
      </Section>
      {mayWrite ? (
        <Section title="Labelling" note="What people are asked beside the preference. A round keeps what it was opened with.">
          <LabellingForm action={saveLabellingAction} project={project.slug} labelling={labelling} />
        </Section>
      ) : null}
      <Section
        title="Money"
        note={
          <>
            Judges and revision chains pause before a cap is passed.{" "}
            <Link href={paths.prices(project.slug)}>Prices of models</Link>
          </>
        }
      >
        {mayWrite ? (
          <MoneyForm action={saveMoneyAction} project={project.slug} settings={money} />
        ) : (
          <MoneyFacts settings={money} />
        )}
      </Section>
      {project.role === "OWNER" ? (
        <Section title="Archive" note="An archived project is read-only. Nothing of it is deleted.">
          <ArchiveProject project={project.slug} name={project.name} archived={isArchived} action={archiveProjectAction} />
        </Section>
      ) : null}
    </>
  );
}
