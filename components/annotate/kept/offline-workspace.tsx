"use client";

import { useEffect, useState } from "react";
import { GatedWorkspace } from "@/components/annotate/gates/gated-workspace";
import { noRoundTexts } from "@/components/annotate/texts/no-round";
import { Gate } from "@/components/shell/gate";
import { Button } from "@/components/ui/button";
import { type KeptQueue, readKept } from "./kept-store";

const texts = noRoundTexts.offline;

/**
 * The annotator's page where the server cannot be reached, under the address that was asked for: the round as this device kept it for the
 * person who was signed in last.
 */
export function OfflineWorkspace() {
  const [kept, setKept] = useState<KeptQueue | null | undefined>(undefined);

  useEffect(() => {
    const roundId = window.location.pathname.split("/")[2] ?? "";
    readKept(roundId).then(setKept, () => setKept(null));
  }, []);

  useEffect(() => {
    if (kept !== null) return;
    const again = () => window.location.reload();
    window.addEventListener("online", again);
    return () => window.removeEventListener("online", again);
  }, [kept]);

  if (kept === undefined) return null;
  if (kept !== null) return <GatedWorkspace queue={kept.queue} userId={kept.userId} isKept />;
  return (
    <Gate title={texts.title}>
      <p className="note">{texts.text}</p>
      <div className="actions mt-4">
        <Button variant="primary" onClick={() => window.location.reload()}>
          {texts.again}
        </Button>
      </div>
    </Gate>
  );
}
