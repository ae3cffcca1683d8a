import { Time } from "@/components/ui/time";
import type { RoleInput } from "@/lib/auth/schema";
import { ROLE_SENTENCES } from "./roles";

export interface InvitationFactsProps {
  role: RoleInput;
  inviterName: string | null;
  expiresAt: string;
}

/** Who invites, to be what, and until when. */
export function InvitationFacts({ role, inviterName, expiresAt }: InvitationFactsProps) {
  return (
    <p className="note mb-5">
      {inviterName ? `${inviterName} invites you` : "You are invited"} as {ROLE_SENTENCES[role].article}.{" "}
      {ROLE_SENTENCES[role].does} The link works once, until <Time at={expiresAt} />.
    </p>
  );
}
