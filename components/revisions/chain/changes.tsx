"use client";

import { useState } from "react";
import { Segmented } from "@/components/ui/form/segmented";
import type { StepView } from "@/lib/revisions/types";

export interface ChangesProps {
  text: string;
  changes: NonNullable<StepView["changes"]>;
}

/** A revision as it is, or beside what it was made from: marked words are new, struck ones are gone. */
export function Changes({ text, changes }: ChangesProps) {
  const [view, setView] = useState<"text" | "changes">("changes");
  if (changes.every(({ kind }) => kind === "same")) {
    return (
      <>
        <p className="rev-text">{text}</p>
        <p className="note">It says the same as the text before, to the letter.</p>
      </>
    );
  }
  return (
    <>
      <div>
        <Segmented
          label="How the revision is shown"
          value={view}
          onChange={setView}
          options={[
            { value: "changes", label: "Changes" },
            { value: "text", label: "Text" },
          ]}
        />
      </div>
      <p className="rev-text">
        {view === "text"
          ? text
          : changes.map(({ kind, text: words }, index) => {
              // biome-ignore lint/suspicious/noArrayIndexKey: the list is written as a whole and never reordered
              if (kind === "same") return <span key={index}>{words}</span>;
              return kind === "added" ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                <ins key={index} className="bg-mark no-underline">
                  {words}
                </ins>
              ) : (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                <del key={index} className="text-ink-3">
                  {words}
                </del>
              );
            })}
      </p>
    </>
  );
}
