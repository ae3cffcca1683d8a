"use client";

import { CircleHelp, Diff, Flag, MessageSquare, PencilLine, SkipForward } from "lucide-react";
import type { AnnotatePage } from "./annotate-page";
import type { Overlay } from "./overlays/annotate-overlays";
import { pressAside } from "./page-decisions";
import { ToolButton } from "./tool-button";

/** What can be done with the comparison on the screen beside answering. */
export function AnnotateTools({ page }: { page: AnnotatePage }) {
  const { differences, overlay, setOverlay, round } = page;
  const { rationale, edits } = round.labelling;
  const opens = (which: Overlay) => ({
    isPressed: overlay === which,
    onClick: () => setOverlay(overlay === which ? null : which),
  });
  return (
    <div className="a-actions">
      <ToolButton
        icon={Diff}
        name={differences.state === "looking" ? "Looking …" : "Differences"}
        spoken={differences.state === "looking" ? "Looking for word differences" : "Word differences"}
        hint="D"
        isPressed={differences.state !== "off"}
        onClick={differences.toggle}
      />
      {rationale === "off" ? null : <ToolButton icon={MessageSquare} name="Reason" hint="R" {...opens("reason")} />}
      {edits ? <ToolButton icon={PencilLine} name="Edit" spoken="Edit a response" hint="E" {...opens("edit")} /> : null}
      <ToolButton icon={Flag} name="Flag" spoken="Flag this comparison" hint="F" {...opens("flag")} />
      <ToolButton icon={CircleHelp} name="Unsure" hint="U" onClick={() => pressAside(page, "UNSURE")} />
      <ToolButton icon={SkipForward} name="Skip" spoken="Skip with a reason" hint="S" {...opens("skip")} />
    </div>
  );
}
