import Link from "next/link";
import { paths } from "@/lib/paths";

export interface VersionLinksProps {
  project: string;
  judgeId: string;
  versions: readonly number[];
  current: number;
}

/** The versions of a judge, the newest few at once. */
export function VersionLinks({ project, judgeId, versions, current }: VersionLinksProps) {
  if (versions.length < 2) return null;
  return (
    <nav className="segmented" aria-label="Version">
      {versions.slice(-8).map((version) => (
        <Link key={version} href={paths.judge(project, judgeId, version)} aria-current={version === current ? "page" : undefined}>
          v{version}
        </Link>
      ))}
    </nav>
  );
}
