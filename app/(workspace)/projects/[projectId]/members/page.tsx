import type { Metadata } from "next";
import { ConsentTable } from "@/components/members/consent-table";
import { InvitationTable } from "@/components/members/invitation-table";
import { InviteForm } from "@/components/members/invite-form";
import { MemberTable } from "@/components/members/member-table";
import { CopyCsv } from "@/components/ui/layout/copy-csv";
import { PageHead } from "@/components/ui/layout/page-head";
import { Section } from "@/components/ui/layout/section";
import { LinkButton } from "@/components/ui/link-button";
import { getProject } from "@/lib/auth/access";
import { actorOrSignIn } from "@/lib/auth/actor";
import { listInvitations } from "@/lib/auth/invitations";
import { listMembers } from "@/lib/auth/members";
import { listConsents } from "@/lib/consent/queries";
import { formatQuantity } from "@/lib/format";
import { orNotFound } from "@/lib/http/or-not-found";
import { paths } from "@/lib/paths";
import { changeMemberAction, inviteAction, removeMemberAction, revokeInvitationAction } from "./actions";

export const metadata: Metadata = { title: "Members" };

export default async function MembersPage({ params }: { params: Promise<{ projectId: string }> }) {
  const actor = await actorOrSignIn();
  const { projectId } = await params;
  const project = await orNotFound(getProject(actor, projectId, "read"));
  const [members, invitations, consents] = await Promise.all([
    listMembers(actor, project.id),
    listInvitations(actor, project.id),
    listConsents(actor, project.id),
  ]);
  const mayInvite = project.role !== null && project.archivedAt === null;
  const isOwner = project.role === "OWNER";
  return (
    <>
      <PageHead
        title="Members"
        actions={
          <>
            <LinkButton href={paths.hours(project.slug)}>Active hours</LinkButton>
            <CopyCsv table="members" />
          </>
        }
      >
        {formatQuantity(members.length, "member")}. People see their own work and nothing else of this project; what stands here
        is for researchers and owners.
      </PageHead>
      <MemberTable
        id="members"
        project={project.slug}
        me={actor.userId}
        mayChangeRoles={isOwner && project.archivedAt === null}
        members={members.map((member) => ({ ...member, createdAt: member.createdAt.toISOString() }))}
        change={changeMemberAction}
        remove={removeMemberAction}
      />
      {consents ? (
        <Section
          title="Content warning and consent"
          note="What people agree to before their first comparison. It is written in the settings; another text is asked anew."
          actions={<CopyCsv table="consents" size="sm" />}
        >
          <ConsentTable
            id="consents"
            rows={consents.rows.map(({ acceptedAt, earlierAt, ...row }) => ({
              ...row,
              acceptedAt: acceptedAt?.toISOString() ?? null,
              earlierAt: earlierAt?.toISOString() ?? null,
            }))}
          />
        </Section>
      ) : null}
      {mayInvite ? (
        <Section
          title="Invite people"
          note="You make a link and hand it over as you like: by mail, by chat, on paper. It works once. No mail is sent from here."
        >
          <InviteForm action={inviteAction} project={project.slug} asOwner={isOwner} />
        </Section>
      ) : null}
      {invitations.length > 0 ? (
        <Section title="Invitations">
          <InvitationTable
            project={project.slug}
            mayRevoke={mayInvite ? (isOwner ? "all" : "annotators") : "none"}
            revoke={revokeInvitationAction}
            invitations={invitations.map((invitation) => ({
              ...invitation,
              state: toState(invitation),
              createdAt: invitation.createdAt.toISOString(),
              expiresAt: invitation.expiresAt.toISOString(),
            }))}
          />
        </Section>
      ) : null}
    </>
  );
}

function toState(invitation: { acceptedAt: Date | null; revokedAt: Date | null; expiresAt: Date }) {
  if (invitation.acceptedAt) return "accepted" as const;
  if (invitation.revokedAt) return "revoked" as const;
  return invitation.expiresAt <= new Date() ? ("expired" as const) : ("open" as const);
}
