import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { Table } from "@/components/ui/layout/table";
import { Time } from "@/components/ui/time";
import type { FormAction } from "@/lib/http/types";

export interface ApiKeyEntry {
  id: string;
  name: string;
  prefix: string;
  scope: "READ" | "WRITE";
  projectNames: readonly string[];
  createdAt: string;
  expiresAt: string | null;
  lastUsedAt: string | null;
}

export interface ApiKeyTableProps {
  keys: readonly ApiKeyEntry[];
  revoke: FormAction;
}

/** One's own keys, with the way to make each useless. */
export function ApiKeyTable({ keys, revoke }: ApiKeyTableProps) {
  return (
    <Table caption="Your API keys">
      <thead>
        <tr>
          <th scope="col">Used by</th>
          <th scope="col">Begins with</th>
          <th scope="col">May</th>
          <th scope="col">Projects</th>
          <th scope="col" className="num">
            Made
          </th>
          <th scope="col" className="num">
            Ends
          </th>
          <th scope="col" className="num">
            Last used
          </th>
          <th scope="col">
            <span className="sr-only">Revoke</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <tr key={key.id}>
            <th scope="row">{key.name}</th>
            <td>
              <code>{key.prefix}…</code>
            </td>
            <td>{key.scope === "READ" ? "read" : "read and write"}</td>
            <td>{key.projectNames.length > 0 ? key.projectNames.join(", ") : "all of yours"}</td>
            <td className="num">
              <Time at={key.createdAt} to="day" />
            </td>
            <td className="num">{key.expiresAt ? <Time at={key.expiresAt} to="day" /> : "never"}</td>
            <td className="num">{key.lastUsedAt ? <Time at={key.lastUsedAt} /> : <span className="quiet">not yet</span>}</td>
            <td className="num">
              <Confirm
                trigger={
                  <Button size="sm" variant="ghost">
                    Revoke
                  </Button>
                }
                title={`Revoke the key “${key.name}”?`}
                keep="Keep it"
                confirm="Revoke the key"
                busy="Revoking …"
                action={revoke}
                fields={{ id: key.id }}
              >
                <p>Programs that use it are refused from now on. It cannot be brought back; a new key can be made.</p>
              </Confirm>
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
