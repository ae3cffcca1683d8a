import type { ReactNode } from "react";
import { formatQuantity } from "@/lib/format";

export interface RenderedResponse {
  model: string | null;
  /** Characters. */
  length: number;
  content: ReactNode;
}

/** Both responses side by side, A at the left, with the models that wrote them. */
export function ResponsePair({ a, b }: { a: RenderedResponse; b: RenderedResponse }) {
  return (
    <div className="d-pair">
      <Response name="A" response={a} />
      <Response name="B" response={b} />
    </div>
  );
}

function Response({ name, response }: { name: "A" | "B"; response: RenderedResponse }) {
  return (
    <section aria-labelledby={`response-${name}`}>
      <h2 id={`response-${name}`} className="text-sm font-semibold tracking-normal">
        Response {name}{" "}
        <span className="quiet font-normal">
          {response.model ?? "model not known"} · {formatQuantity(response.length, "character")}
        </span>
      </h2>
      {response.length === 0 ? <p className="note">This response is empty.</p> : response.content}
    </section>
  );
}
