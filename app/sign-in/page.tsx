import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignInForm } from "@/components/account/sign-in-form";
import { Gate } from "@/components/shell/gate";
import { hasUsers } from "@/lib/auth/access-links";
import { findActor } from "@/lib/auth/actor";
import { toNextPath } from "@/lib/auth/next-path";
import { publicHost } from "@/lib/instance/public-host";
import { paths } from "@/lib/paths";
import { signInAction } from "./actions";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  const next = toNextPath((await searchParams).next);
  if (await findActor()) redirect(next ?? paths.projects());
  if (!(await hasUsers())) redirect(paths.home());
  return (
    <Gate
      title="Sign in"
      host={publicHost()}
      foot={
        <p>
          Invited? Open the link in your invitation; it makes your account and brings you to your round. Forgotten your password?
          Ask the person who runs this server.
        </p>
      }
    >
      <SignInForm action={signInAction} next={next} />
    </Gate>
  );
}
