import type { Metadata } from "next";
import { WorkspaceShell } from "@/app/(workspace)/workspace-shell";
import { ApiKeyTable } from "@/components/account/api-key-table";
import { NameForm } from "@/components/account/name-form";
import { NewApiKeyForm } from "@/components/account/new-api-key-form";
import { PasswordForm } from "@/components/account/password-form";
import { PageHead } from "@/components/ui/layout/page-head";
import { Section } from "@/components/ui/layout/section";
import { LinkButton } from "@/components/ui/link-button";
import { actorOrSignIn } from "@/lib/auth/actor";
import { listApiKeys } from "@/lib/auth/api-keys";
import { paths } from "@/lib/paths";
import { listProjects } from "@/lib/projects/queries";
import { createApiKeyAction, nameAction, passwordAction, revokeApiKeyAction } from "./actions";

export const metadata: Metadata = { title: "Account" };

export default async function AccountPage() {
  const actor = await actorOrSignIn(paths.account());
  const [keys, projects] = await Promise.all([listApiKeys(actor), listProjects(actor)]);
  const readable = projects.filter((project) => project.role === "OWNER" || project.role === "RESEARCHER");
  return (
    <WorkspaceShell actor={actor}>
      <PageHead title="Account" actions={<LinkButton href={paths.ownHours()}>Your hours</LinkButton>}>
        {actor.email}
      </PageHead>
      <div className="cols grid-cols-2">
        <Section title="Your name">
          <NameForm action={nameAction} name={actor.name} />
        </Section>
        <Section title="Your password">
          <PasswordForm action={passwordAction} email={actor.email} />
        </Section>
      </div>
      <Section
        title="API keys"
        note="For programs that call this Concord. A key can do what you can, in the projects it names, and no more. It is shown once; what is kept is its hash."
        actions={<LinkButton href={paths.apiDocs()}>What the API does</LinkButton>}
      >
        {keys.length > 0 ? (
          <ApiKeyTable
            revoke={revokeApiKeyAction}
            keys={keys.map((key) => ({
              ...key,
              createdAt: key.createdAt.toISOString(),
              expiresAt: key.expiresAt?.toISOString() ?? null,
              lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
            }))}
          />
        ) : null}
        <NewApiKeyForm action={createApiKeyAction} projects={readable.map(({ id, name }) => ({ id, name }))} />
      </Section>
    </WorkspaceShell>
  );
}
