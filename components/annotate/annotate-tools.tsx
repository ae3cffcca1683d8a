"use client";

import { CircleHelp, Diff, Flag, MessageSquare, PencilLine, SkipForward } from "lucide-react";
import type { AnnotatePage } from "./annotate-page";
import type { Overlay } from "./overlays/annotate-overlays";
import { pressAside } from "./page-decisions";
import { pageTexts } from "./texts/page";
import { ToolButton } from "./tool-button";

const texts = pageTexts.tools;

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
        name={differences.state === "looking" ? texts.looking : texts.differences}
        spoken={differences.state === "looking" ? texts.lookingInFull : texts.differencesInFull}
        hint="D"
        isPressed={differences.state !== "off"}
        onClick={differences.toggle}
      />
      {rationale === "off" ? null : <ToolButton icon={MessageSquare} name={texts.reason} hint="R" {...opens("reason")} />}
      {edits ? <ToolButton icon={PencilLine} name={texts.edit} spoken={texts.editInFull} hint="E" {...opens("edit")} /> : null}
      <ToolButton icon={Flag} name={texts.flag} spoken={texts.flagInFull} hint="F" {...opens("flag")} />
      <ToolButton icon={CircleHelp} name={texts.unsure} hint="U" onClick={() => pressAside(page, "UNSURE")} />
      <ToolButton icon={SkipForward} name={texts.skip} spoken={texts.skipInFull} hint="S" {...opens("skip")} />
    </div>
  );
}
