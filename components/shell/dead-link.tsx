import type { ReactNode } from "react";
import { LinkButton } from "@/components/ui/link-button";
import { paths } from "@/lib/paths";
import { Gate } from "./gate";

/** The page of a link that does not work: why, and the way on. */
export function DeadLink({ children }: { children: ReactNode }) {
  return (
    <Gate title="This link does not work">
      <p className="note">{children}</p>
      <div className="actions mt-4">
        <LinkButton href={paths.home()}>Go to Concord</LinkButton>
      </div>
    </Gate>
  );
}
