import type { Metadata } from "next";
import { NewPasswordForm } from "@/components/account/new-password-form";
import { DeadLink } from "@/components/shell/dead-link";
import { Gate } from "@/components/shell/gate";
import { getResetLink } from "@/lib/auth/access-links";
import { toFormError } from "@/lib/http/run-form";
import { publicHost } from "@/lib/instance/public-host";
import { resetAction } from "./actions";

export const metadata: Metadata = { title: "New password" };

export default async function ResetPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const link = await getResetLink(token).catch(toFormError);
  if (!("email" in link)) return <DeadLink>{link.message}</DeadLink>;
  return (
    <Gate title="Choose a new password" host={publicHost()}>
      <NewPasswordForm action={resetAction} token={token} email={link.email} />
    </Gate>
  );
}
