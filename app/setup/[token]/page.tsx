import type { Metadata } from "next";
import { NewAccountForm } from "@/components/account/new-account-form";
import { DeadLink } from "@/components/shell/dead-link";
import { Gate } from "@/components/shell/gate";
import { checkSetupLink } from "@/lib/auth/access-links";
import { toFormError } from "@/lib/http/run-form";
import { publicHost } from "@/lib/instance/public-host";
import { setupAction } from "./actions";

export const metadata: Metadata = { title: "Set up Concord" };

export default async function SetupPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const refusal = await checkSetupLink(token).then(() => null, toFormError);
  if (refusal) return <DeadLink>{refusal.message}</DeadLink>;
  return (
    <Gate
      title="Set up Concord"
      host={publicHost()}
      foot={<p>You become the operator of this instance: you can make projects, invite people and see how the server stands.</p>}
    >
      <NewAccountForm action={setupAction} token={token} submitLabel="Make my account" />
    </Gate>
  );
}
