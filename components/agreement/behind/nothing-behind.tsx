import { EmptyState } from "@/components/ui/layout/empty-state";
import { LinkButton } from "@/components/ui/link-button";

/** Where no comparison is behind what was asked. */
export function NothingBehind({ agreementHref, allHref }: { agreementHref: string; allHref: string }) {
  return (
    <EmptyState
      title="No such comparison"
      actions={
        <>
          <LinkButton href={allHref}>Without the filters on preferences</LinkButton>
          <LinkButton href={agreementHref}>Back to agreement</LinkButton>
        </>
      }
    >
      <p>Under these rules no two labels stand against each other in this way.</p>
    </EmptyState>
  );
}
