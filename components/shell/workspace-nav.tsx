import { CircleUserRound, Folders, Server, ShieldCheck } from "lucide-react";
import { Icon } from "@/components/ui/icon";
import { paths } from "@/lib/paths";
import { NavLink } from "./nav-link";

/** The pages outside of projects. */
export function WorkspaceNav({ isOperator }: { isOperator: boolean }) {
  return (
    <nav className="nav" aria-label="Concord">
      <ul>
        <li>
          <NavLink href={paths.projects()} exact>
            <Icon of={Folders} />
            Projects
          </NavLink>
        </li>
        <li>
          <NavLink href={paths.account()}>
            <Icon of={CircleUserRound} />
            Account
          </NavLink>
        </li>
      </ul>
      {isOperator ? (
        <div>
          <h2>Operate</h2>
          <ul aria-label="Operate">
            <li>
              <NavLink href={paths.instance()} exact>
                <Icon of={Server} />
                This instance
              </NavLink>
            </li>
            <li>
              <NavLink href={paths.instanceAudit()}>
                <Icon of={ShieldCheck} />
                Audit trail
              </NavLink>
            </li>
          </ul>
        </div>
      ) : null}
    </nav>
  );
}
