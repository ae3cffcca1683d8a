import type { Metadata } from "next";
import Link from "next/link";
import { JoinForm } from "@/components/account/join-form";
import { NewAccountForm } from "@/components/account/new-account-form";
import { InvitationFacts } from "@/components/members/invitation-facts";
import { DeadLink } from "@/components/shell/dead-link";
import { Gate } from "@/components/shell/gate";
import { findActor } from "@/lib/auth/actor";
import { getOpenInvitation } from "@/lib/auth/invitations";
import { toFormError } from "@/lib/http/run-form";
import { publicHost } from "@/lib/instance/public-host";
import { paths } from "@/lib/paths";
import { acceptAction, joinAction, leaveAction } from "./actions";

export const metadata: Metadata = { title: "Invitation" };

export default async function JoinPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const invitation = await getOpenInvitation(token).catch(toFormError);
  if (!("projectName" in invitation)) return <DeadLink>{invitation.message}</DeadLink>;
  const { projectName, role, inviterName, expiresAt } = invitation;
  const facts = <InvitationFacts role={role} inviterName={inviterName} expiresAt={expiresAt.toISOString()} />;
  const actor = await findActor();
  if (actor) {
    return (
      <Gate title={`Join ${projectName}`} host={publicHost()}>
        {facts}
        <JoinForm accept={acceptAction} leave={leaveAction} token={token} name={actor.name} email={actor.email} />
      </Gate>
    );
  }
  return (
    <Gate
      title={`Join ${projectName}`}
      host={publicHost()}
      foot={
        <p>
          You have an account here? <Link href={paths.signIn(paths.join(token))}>Sign in and join</Link>
        </p>
      }
    >
      {facts}
      <NewAccountForm action={joinAction} token={token} submitLabel="Make my account and join" />
    </Gate>
  );
}
