import { Lock, LockOpen, Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { Icon } from "@/components/ui/icon";
import { formatQuantity } from "@/lib/format";
import type { FormAction } from "@/lib/http/types";
import type { RoundState } from "@/lib/rounds/types";
import { RoundButton } from "./round-button";

export interface RoundActionsProps {
  project: string;
  roundId: string;
  number: number;
  state: RoundState;
  /** Assignments that nobody has labelled. */
  left: number;
  pause: FormAction;
  resume: FormAction;
  close: FormAction;
  reopen: FormAction;
  remove: FormAction;
}

/** What can be done with a round as a whole. */
export function RoundActions(props: RoundActionsProps) {
  const { project, roundId, number, state, left, pause, resume, close, reopen, remove } = props;
  const fields = { project, roundId };
  if (state === "OPEN" || state === "PAUSED") {
    return (
      <>
        {state === "OPEN" ? (
          <RoundButton action={pause} fields={fields} busy="Pausing …">
            Pause round
          </RoundButton>
        ) : (
          <RoundButton action={resume} fields={fields} variant="primary" busy="Resuming …">
            Resume round
          </RoundButton>
        )}
        <CloseRound {...{ fields, number, left, close }} />
      </>
    );
  }
  if (state === "CLOSED") {
    return (
      <Confirm
        trigger={
          <Button>
            <Icon of={LockOpen} />
            Open again
          </Button>
        }
        title={`Open round ${number} again?`}
        keep="Leave it closed"
        confirm="Open it again"
        busy="Opening …"
        action={reopen}
        fields={fields}
        undoable
      >
        <p>Its people find in their queues what was left, and may change what they answered.</p>
      </Confirm>
    );
  }
  return (
    <Confirm
      trigger={
        <Button variant="danger">
          <Icon of={Trash2} />
          Throw away
        </Button>
      }
      title={`Throw the draft of round ${number} away?`}
      keep="Keep it"
      confirm="Throw it away"
      busy="Deleting …"
      action={remove}
      fields={fields}
    >
      <p>Its settings are gone then. It has no assignments and no labels.</p>
    </Confirm>
  );
}

interface CloseRoundProps extends Pick<RoundActionsProps, "number" | "left" | "close"> {
  fields: Record<string, string>;
}

function CloseRound({ fields, number, left, close }: CloseRoundProps) {
  return (
    <Confirm
      trigger={
        <Button>
          <Icon of={Lock} />
          Close round
        </Button>
      }
      title={`Close round ${number}?`}
      keep="Keep it open"
      confirm="Close it"
      busy="Closing …"
      action={close}
      fields={fields}
      undoable
    >
      <p>
        {left === 0 ? "Everything is labelled." : `${formatQuantity(left, "assignment is", "assignments are")} not labelled yet.`}{" "}
        No label enters a closed round; whoever is labelling now keeps what was not sent on their device. It can be opened again.
      </p>
    </Confirm>
  );
}
