import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { Notice } from "@/components/ui/notice";
import type { FormAction } from "@/lib/http/types";
import { paths } from "@/lib/paths";

export interface NewerGuidelinesProps {
  project: string;
  roundId: string;
  /** Under which the round is labelled. */
  version: number | null;
  newest: number | null;
  adopt: FormAction;
}

/** Says that a round is under older guidelines than there are, and takes the newest up. */
export function NewerGuidelines({ project, roundId, version, newest, adopt }: NewerGuidelinesProps) {
  return (
    <Notice tone="warn" title={`Version ${newest} of the guidelines is newer than this round's.`} className="mb-4">
      <p>
        This round is labelled under {version === null ? "none" : `version ${version}`}.{" "}
        <Link href={paths.guidelines(project)}>What changed</Link>
      </p>
      <div className="actions mt-2">
        <Confirm
          trigger={<Button size="sm">Take it up</Button>}
          title={`Go on under version ${newest}?`}
          keep={`Stay with ${version === null ? "none" : `version ${version}`}`}
          confirm="Take it up"
          busy="Taking it up …"
          action={adopt}
          fields={{ project, roundId }}
          undoable
        >
          <p>
            Everybody in the round is asked to read it before their next label. What was decided before stays under the version
            that it was decided under, and every label says which that is.
          </p>
        </Confirm>
      </div>
    </Notice>
  );
}
