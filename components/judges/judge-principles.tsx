import Link from "next/link";
import type { JudgeConstitution } from "@/lib/judges/types";
import { paths } from "@/lib/paths";

export interface JudgePrinciplesProps {
  project: string;
  constitution: JudgeConstitution;
}

/** The principles that a judge judges by, in their order. */
export function JudgePrinciples({ project, constitution }: JudgePrinciplesProps) {
  const { id, name, version, principles } = constitution;
  return (
    <>
      <h3 className="j-h3">
        <span>
          {name} v{version}
        </span>
        <Link className="data-link text-sm font-normal" href={paths.constitution(project, id, version)}>
          Open constitution
        </Link>
      </h3>
      <ol className="principles">
        {principles.map((principle) => (
          <li key={principle.id}>{principle.preferenceText}</li>
        ))}
      </ol>
    </>
  );
}
