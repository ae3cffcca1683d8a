import type { Metadata } from "next";
import { Gate } from "@/components/shell/gate";
import { PlainLinkButton } from "@/components/ui/plain-link-button";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <Gate title="This page was not found">
      <p className="note">It may have been removed, or this account may not see it. The address may also have a slip in it.</p>
      <div className="actions mt-4">
        <PlainLinkButton href={paths.home()} variant="primary">
          Go to your projects
        </PlainLinkButton>
      </div>
    </Gate>
  );
}
