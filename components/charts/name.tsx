import type { ReactNode } from "react";
import { Shape } from "@/components/ui/shape";
import type { MarkKind } from "./marks";

/** A name with the mark of its kind before it. */
export function Name({ kind, children }: { kind: MarkKind; children: ReactNode }) {
  return (
    <>
      <Shape kind={kind} /> {children}
    </>
  );
}
