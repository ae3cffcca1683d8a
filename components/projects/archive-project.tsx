import { Archive, ArchiveRestore } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { Icon } from "@/components/ui/icon";
import type { FormAction } from "@/lib/http/types";

export interface ArchiveProjectProps {
  project: string;
  name: string;
  archived: boolean;
  action: FormAction;
}

/** Archives a project, or restores it. Nothing of it is ever deleted. */
export function ArchiveProject({ project, name, archived, action }: ArchiveProjectProps) {
  if (archived) {
    return (
      <Confirm
        trigger={
          <Button>
            <Icon of={ArchiveRestore} />
            Restore the project
          </Button>
        }
        title={`Restore ${name}?`}
        keep="Leave it archived"
        confirm="Restore it"
        busy="Restoring …"
        action={action}
        fields={{ project, archived: "no" }}
        undoable
      >
        <p>It can be written to again, and its open rounds take labels again.</p>
      </Confirm>
    );
  }
  return (
    <Confirm
      trigger={
        <Button>
          <Icon of={Archive} />
          Archive the project
        </Button>
      }
      title={`Archive ${name}?`}
      keep="Keep it open"
      confirm="Archive it"
      busy="Archiving …"
      action={action}
      fields={{ project, archived: "yes" }}
      undoable
    >
      <p>
        It becomes read-only: no label, import or run enters it. Everything in it stays, and its owner can restore it at any time.
      </p>
    </Confirm>
  );
}
