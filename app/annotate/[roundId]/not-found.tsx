import type { Metadata } from "next";
import { LostRoundLater } from "@/components/annotate/status/lost-round-later";
import { noRoundTexts } from "@/components/annotate/texts/no-round";
import { Gate } from "@/components/shell/gate";
import { PlainLinkButton } from "@/components/ui/plain-link-button";
import { findActor } from "@/lib/auth/actor";
import { paths } from "@/lib/paths";

const texts = noRoundTexts.notFound;

export const metadata: Metadata = { title: texts.name };

export default async function RoundNotFound() {
  const actor = await findActor();
  return (
    <Gate title={texts.title}>
      <p className="note">{texts.text}</p>
      {actor ? <LostRoundLater userId={actor.userId} /> : null}
      <div className="actions mt-4">
        <PlainLinkButton href={paths.home()}>{texts.home}</PlainLinkButton>
      </div>
    </Gate>
  );
}
