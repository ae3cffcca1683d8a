import { Notice } from "@/components/ui/notice";
import { State } from "@/components/ui/state";
import type { FormState } from "@/lib/http/types";

/** What a form was told as a whole: what went wrong, or that it is done. */
export function FormMessage({ state }: { state: FormState }) {
  if (state.ok && state.message) {
    return (
      <State tone="success" live>
        {state.message}
      </State>
    );
  }
  if (!state.message || Object.keys(state.fields).length > 0) return null;
  return <Notice tone="danger">{state.message}</Notice>;
}
