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
  erasedAt: string | null;
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
  erase: FormAction;
}

/** Everyone who has an account here. */
export function UserTable({ id, me, users, setDisabled, setOperator, makeResetLink, erase }: UserTableProps) {
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
            <td>{user.erasedAt ? "—" : user.email}</td>
            <td>
              {user.erasedAt ? (
                <State tone="idle">erased</State>
              ) : user.disabledAt ? (
                <State tone="idle">disabled</State>
              ) : user.isOperator ? (
                "operator"
              ) : (
                "user"
              )}
            </td>
            <td className="num">{formatCount(user.projects)}</td>
            <td className="num">
              <Time at={user.createdAt} to="day" />
            </td>
            <td className="num">{user.lastSessionAt ? <Time at={user.lastSessionAt} /> : "—"}</td>
            <td>
              <div className="flex justify-end gap-1">
                {user.disabledAt ? null : <ResetLink user={user} action={makeResetLink} />}
                <OperatorSwitch user={user} action={setOperator} />
                {user.id === me || user.erasedAt ? null : (
                  <>
                    <DisabledSwitch user={user} action={setDisabled} />
                    <Erasure user={user} action={erase} />
                  </>
                )}
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

function Erasure({ user, action }: { user: UserEntry; action: FormAction }) {
  return (
    <Confirm
      trigger={
        <Button size="sm" variant="ghost">
          Erase
        </Button>
      }
      title={`Erase ${user.name}’s identity?`}
      keep="Keep them"
      confirm={`Erase ${user.name} for ever`}
      busy="Erasing …"
      action={action}
      fields={{ id: user.id }}
    >
      <p>
        <b>This cannot be undone.</b> Their name, address, password, sessions and keys are removed, and they leave every project.
        Exported files of these projects are deleted, since they name them; make them again.
      </p>
      <p>
        <b>Their labels, questions and final answers stay</b>, under a pseudonym such as “Former annotator 4F2A”, the same
        everywhere. What they wrote in their own words stays as it is.
      </p>
      <p>
        <b>Earlier lines of the audit trail keep their name and address</b>: each line holds the hash of the one before, so none
        can be changed. Backups that were made before keep them too.
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
