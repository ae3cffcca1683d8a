"use client";

import { useParams } from "next/navigation";
import { useCallback, useEffect } from "react";
import { forgetRound } from "@/components/annotate/kept/kept-store";
import { countKinds, quantityOf } from "@/components/annotate/outbox/entry-words";
import { saveLabelsFile } from "@/components/annotate/outbox/labels-file";
import { RefusedList } from "@/components/annotate/overlays/refused-list";
import { statusTexts as texts } from "@/components/annotate/texts/status";
import { useOutbox } from "@/components/annotate/use-outbox";
import { Button } from "@/components/ui/button";
import { speakFor } from "@/lib/fetch-json";

/**
 * Labels that a person made in a round that is not open to them any more: they were taken out of it, or the project was archived. They stay on
 * this device until the person lets them go. Shows nothing where there are none.
 */
export function LostRound({ userId }: { userId: string }) {
  const roundId = String(useParams().roundId ?? "");
  useEffect(() => speakFor(userId), [userId]);
  const outbox = useOutbox(
    `${userId}/${roundId}`,
    useCallback(() => undefined, []),
  );
  // Texts that the person may not see any more.
  useEffect(() => {
    void forgetRound(userId, roundId).catch(() => undefined);
  }, [userId, roundId]);

  const { refused, waiting, waitingNotes } = outbox.state;
  const count = refused.length + waiting;
  const kinds = countKinds(refused);
  const all = { labels: kinds.labels + waiting - waitingNotes, notes: kinds.notes + waitingNotes };
  if (count === 0) return null;
  return (
    <section aria-label={texts.lost.name} className="mt-4 flex flex-col gap-3">
      <p>{texts.lost.text(quantityOf(all), count)}</p>
      <RefusedList refused={refused} />
      <div className="actions">
        <Button
          variant="primary"
          onClick={async () => saveLabelsFile(await outbox.list(), { userId, roundId, projectName: null, roundName: null })}
        >
          {texts.saveFile}
        </Button>
        <Button onClick={() => outbox.sendAgain(refused.map(({ eventId }) => eventId))}>{texts.lost.again}</Button>
        <Button variant="danger" onClick={() => outbox.dismiss(refused.map(({ eventId }) => eventId))}>
          {texts.lost.letGo(refused.length)}
        </Button>
      </div>
    </section>
  );
}
