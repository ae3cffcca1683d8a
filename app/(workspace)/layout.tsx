import type { ReactNode } from "react";
import { actorOrSignIn } from "@/lib/auth/actor";
import { WorkspaceProviders } from "./workspace-providers";

export default async function WorkspaceLayout({ children }: { children: ReactNode }) {
  // For those who come without a session; what each page shows is decided by the page itself, which may be asked for alone.
  await actorOrSignIn();
  return <WorkspaceProviders>{children}</WorkspaceProviders>;
}
