import Link from "next/link";
import { formatQuantity } from "@/lib/format";
import { paths } from "@/lib/paths";
import type { PrincipleJudge } from "@/lib/reaggregation/by-principle-types";

export interface PrincipleJudgesProps {
  project: string;
  constitutionId: string;
  judges: readonly PrincipleJudge[];
  chosen: PrincipleJudge | null;
}

/** The judge versions that use a constitution; one of them is looked at. */
export function PrincipleJudges({ project, constitutionId, judges, chosen }: PrincipleJudgesProps) {
  return (
    <nav aria-label="Judge" className="mb-4">
      <ul className="flex flex-wrap gap-x-6 gap-y-1">
        {judges.map((judge) => {
          const { judgeId, name, version, calls, constitutionVersion } = judge;
          const facts = calls === 0 ? "no call names a principle" : formatQuantity(calls, "verdict");
          return (
            <li key={`${judgeId} ${version}`}>
              {calls === 0 ? (
                `${name} v${version}`
              ) : (
                <Link
                  prefetch={false}
                  href={paths.principles(project, constitutionId, { id: judgeId, version })}
                  aria-current={judge === chosen ? "page" : undefined}
                  className={judge === chosen ? "font-semibold" : undefined}
                >
                  {name} v{version}
                </Link>
              )}{" "}
              <span className="quiet">
                {facts}, constitution v{constitutionVersion}
              </span>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
