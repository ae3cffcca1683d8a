import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { Table } from "@/components/ui/layout/table";
import { State } from "@/components/ui/state";
import { Time } from "@/components/ui/time";
import type { RoleInput } from "@/lib/auth/schema";
import type { FormAction } from "@/lib/http/types";
import { ROLE_SENTENCES } from "./roles";

export interface InvitationEntry {
  id: string;
  role: RoleInput;
  mayAdjudicate: boolean;
  note: string;
  createdByName: string | null;
  createdAt: string;
  expiresAt: string;
  acceptedByName: string | null;
  state: "open" | "accepted" | "expired" | "revoked";
}

export interface InvitationTableProps {
  project: string;
  mayRevoke: "all" | "annotators" | "none";
  revoke: FormAction;
  invitations: readonly InvitationEntry[];
}

const TONES = { open: "run", accepted: "success", expired: "idle", revoked: "idle" } as const;

/** The invitations of a project, open and past. */
export function InvitationTable({ project, mayRevoke, revoke, invitations }: InvitationTableProps) {
  return (
    <Table caption="Invitations into this project">
      <thead>
        <tr>
          <th scope="col">For</th>
          <th scope="col">As</th>
          <th scope="col">State</th>
          <th scope="col">Made by</th>
          <th scope="col" className="num">
            Made
          </th>
          <th scope="col" className="num">
            Works until
          </th>
          <th scope="col">
            <span className="sr-only">Revoke</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {invitations.map((invitation) => (
          <tr key={invitation.id} className="*:align-middle">
            <th scope="row">{invitation.note || <span className="quiet font-normal">no note</span>}</th>
            <td>
              {ROLE_SENTENCES[invitation.role].word}
              {invitation.mayAdjudicate ? ", adjudicates" : ""}
            </td>
            <td>
              <State tone={TONES[invitation.state]}>
                {invitation.state}
                {invitation.acceptedByName ? ` by ${invitation.acceptedByName}` : ""}
              </State>
            </td>
            <td>{invitation.createdByName ?? "—"}</td>
            <td className="num">
              <Time at={invitation.createdAt} to="day" />
            </td>
            <td className="num">
              <Time at={invitation.expiresAt} />
            </td>
            <td className="num">
              {invitation.state === "open" && mayRevokeThis(mayRevoke, invitation.role) ? (
                <Confirm
                  trigger={
                    <Button size="sm" variant="ghost">
                      Revoke
                    </Button>
                  }
                  title="Revoke this invitation?"
                  keep="Keep it"
                  confirm="Revoke it"
                  busy="Revoking …"
                  action={revoke}
                  fields={{ project, id: invitation.id }}
                >
                  <p>Whoever holds its link cannot join by it any more. You can make another.</p>
                </Confirm>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function mayRevokeThis(mayRevoke: InvitationTableProps["mayRevoke"], role: RoleInput): boolean {
  return mayRevoke === "all" || (mayRevoke === "annotators" && role === "ANNOTATOR");
}
