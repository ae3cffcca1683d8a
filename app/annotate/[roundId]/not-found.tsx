import type { Metadata } from "next";
import { LostRoundLater } from "@/components/annotate/status/lost-round-later";
import { Gate } from "@/components/shell/gate";
import { PlainLinkButton } from "@/components/ui/plain-link-button";
import { findActor } from "@/lib/auth/actor";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Not found" };

export default async function RoundNotFound() {
  const actor = await findActor();
  return (
    <Gate title="This round was not found">
      <p className="note">It may have been removed, or you may not be in it any more. The address may also have a slip in it.</p>
      {actor ? <LostRoundLater userId={actor.userId} /> : null}
      <div className="actions mt-4">
        <PlainLinkButton href={paths.home()}>Go to your rounds</PlainLinkButton>
      </div>
    </Gate>
  );
}
