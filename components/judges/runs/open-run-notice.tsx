import Link from "next/link";
import { Notice } from "@/components/ui/notice";
import type { JudgeEntry } from "@/lib/judges/types";
import { paths } from "@/lib/paths";

export interface OpenRunNoticeProps {
  project: string;
  run: NonNullable<JudgeEntry["openRun"]>;
}

/** Leads to the run of a version that is not finished. */
export function OpenRunNotice({ project, run }: OpenRunNoticeProps) {
  return (
    <Notice
      className="mb-4"
      title={run.state === "RUNNING" ? "A run of this version is going on." : "A run of this version is paused."}
    >
      <Link href={paths.judgeRun(project, run.id)}>See the run</Link>
    </Notice>
  );
}
