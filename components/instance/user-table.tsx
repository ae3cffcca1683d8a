import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { Table } from "@/components/ui/layout/table";
import { State } from "@/components/ui/state";
import { Time } from "@/components/ui/time";
import { formatCount } from "@/lib/format";
import type { FormAction } from "@/lib/http/types";
import { ResetLink } from "./reset-link";

export interface UserEntry {
  id: string;
  name: string;
  email: string;
  isOperator: boolean;
  disabledAt: string | null;
  createdAt: string;
  projects: number;
  lastSessionAt: string | null;
}

export interface UserTableProps {
  id: string;
  /** The reader's own user id. */
  me: string;
  users: readonly UserEntry[];
  setDisabled: FormAction;
  setOperator: FormAction;
  makeResetLink: FormAction;
}

/** Everyone who has an account here. */
export function UserTable({ id, me, users, setDisabled, setOperator, makeResetLink }: UserTableProps) {
  return (
    <Table caption="Users of this instance" id={id}>
      <thead>
        <tr>
          <th scope="col">User</th>
          <th scope="col">Email</th>
          <th scope="col">State</th>
          <th scope="col" className="num">
            Projects
          </th>
          <th scope="col" className="num">
            Made
          </th>
          <th scope="col" className="num">
            Signed in
          </th>
          <th scope="col" data-csv-skip="">
            <span className="sr-only">Change</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {users.map((user) => (
          <tr key={user.id} className="*:align-middle">
            <th scope="row" data-csv={user.name}>
              {user.name} {user.id === me ? <span className="quiet font-normal">you</span> : null}
            </th>
            <td>{user.email}</td>
            <td>{user.disabledAt ? <State tone="idle">disabled</State> : user.isOperator ? "operator" : "user"}</td>
            <td className="num">{formatCount(user.projects)}</td>
            <td className="num">
              <Time at={user.createdAt} to="day" />
            </td>
            <td className="num">{user.lastSessionAt ? <Time at={user.lastSessionAt} /> : "—"}</td>
            <td>
              <div className="flex justify-end gap-1">
                {user.disabledAt ? null : <ResetLink user={user} action={makeResetLink} />}
                <OperatorSwitch user={user} action={setOperator} />
                {user.id === me ? null : <DisabledSwitch user={user} action={setDisabled} />}
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function OperatorSwitch({ user, action }: { user: UserEntry; action: FormAction }) {
  const verb = user.isOperator ? "No operator" : "Make operator";
  if (user.disabledAt) return null;
  return (
    <Confirm
      trigger={
        <Button size="sm" variant="ghost">
          {verb}
        </Button>
      }
      title={user.isOperator ? `Make ${user.name} an ordinary user?` : `Make ${user.name} an operator?`}
      keep="Leave it"
      confirm={verb}
      busy="Changing …"
      undoable
      action={action}
      fields={{ id: user.id, operator: user.isOperator ? "no" : "yes" }}
    >
      <p>
        An operator sees users, settings and the audit trail, and reads any project after saying why. They are signed out now.
      </p>
    </Confirm>
  );
}

function DisabledSwitch({ user, action }: { user: UserEntry; action: FormAction }) {
  const isDisabled = user.disabledAt !== null;
  return (
    <Confirm
      trigger={
        <Button size="sm" variant="ghost">
          {isDisabled ? "Enable" : "Disable"}
        </Button>
      }
      title={isDisabled ? `Enable ${user.name}?` : `Disable ${user.name}?`}
      keep="Leave it"
      confirm={isDisabled ? "Enable" : "Disable"}
      busy={isDisabled ? "Enabling …" : "Disabling …"}
      undoable
      action={action}
      fields={{ id: user.id, disabled: isDisabled ? "no" : "yes" }}
    >
      <p>
        {isDisabled
          ? "They can sign in again with the password that they had, and their API keys work again."
          : "They are signed out everywhere, cannot sign in, and their API keys do not work. What they made and labelled stays."}
      </p>
    </Confirm>
  );
}
