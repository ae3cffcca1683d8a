import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { Table } from "@/components/ui/layout/table";
import { Shape } from "@/components/ui/shape";
import { State } from "@/components/ui/state";
import { Time } from "@/components/ui/time";
import type { RoleInput } from "@/lib/auth/schema";
import type { FormAction } from "@/lib/http/types";
import { RoleForm } from "./role-form";
import { ROLE_SENTENCES } from "./roles";

export interface MemberEntry {
  id: string;
  userId: string;
  name: string;
  email: string;
  role: RoleInput;
  mayAdjudicate: boolean;
  createdAt: string;
  isDisabled: boolean;
  mayManage: boolean;
}

export interface MemberTableProps {
  id: string;
  project: string;
  /** The reader's own user id. */
  me: string;
  mayChangeRoles: boolean;
  members: readonly MemberEntry[];
  change: FormAction;
  remove: FormAction;
}

/** The people of a project, with what they are in it. */
export function MemberTable({ id, project, me, mayChangeRoles, members, change, remove }: MemberTableProps) {
  return (
    <Table caption="Members of this project" id={id}>
      <thead>
        <tr>
          <th scope="col">Person</th>
          <th scope="col">Email</th>
          <th scope="col">Role</th>
          <th scope="col" className="num">
            Member since
          </th>
          <th scope="col" data-csv-skip="">
            <span className="sr-only">Remove</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {members.map((member) => (
          <tr key={member.id} className="*:align-middle">
            <th scope="row" data-csv={member.name}>
              <Shape kind="HUMAN" /> {member.name} {member.userId === me ? <span className="quiet font-normal">you</span> : null}
              {member.isDisabled ? <State tone="idle">disabled</State> : null}
            </th>
            <td>{member.email}</td>
            <td data-csv={`${member.role.toLowerCase()}${member.mayAdjudicate ? ", adjudicates" : ""}`}>
              {mayChangeRoles ? (
                <RoleForm action={change} project={project} member={member} />
              ) : (
                `${ROLE_SENTENCES[member.role].word}${member.mayAdjudicate ? ", adjudicates" : ""}`
              )}
            </td>
            <td className="num">
              <Time at={member.createdAt} to="day" />
            </td>
            <td className="num">
              {member.mayManage && member.userId !== me ? <Removal project={project} member={member} remove={remove} /> : null}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Removal({ project, member, remove }: { project: string; member: MemberEntry; remove: FormAction }) {
  return (
    <Confirm
      trigger={
        <Button size="sm" variant="ghost">
          Remove
        </Button>
      }
      title={`Remove ${member.name} from this project?`}
      keep="Keep them"
      confirm={`Remove ${member.name}`}
      busy="Removing …"
      action={remove}
      fields={{ project, id: member.id }}
    >
      <p>
        They are signed out everywhere and cannot open this project any more. <b>Their labels stay</b> and count as before. A new
        invitation brings them back.
      </p>
    </Confirm>
  );
}
