import { Section } from "@/components/ui/layout/section";
import type { Sweep } from "@/lib/reaggregation/types";
import { SummaryTable } from "./summary-table";

/** How the labels depend on the order of the responses, and on how often each call was asked. */
export function SweepTables({ sweep: { orders, samples } }: { sweep: Sweep }) {
  if (orders.length === 0 && samples.length === 0) {
    return (
      <Section title="Sweeps">
        <p className="note">This version asks one order, once. There is nothing to leave out.</p>
      </Section>
    );
  }
  return (
    <>
      {orders.length > 0 ? (
        <Section title="By order" note="What the labels would be if only one order had been asked.">
          <SummaryTable caption="Labels by the order of the responses" id="order-sweep" head="Orders" rows={orders} />
        </Section>
      ) : null}
      {samples.length > 0 ? (
        <Section title="By samples" note="Self-consistency: the label from the first k samples of each call.">
          <SummaryTable caption="Labels by the number of samples" id="sample-sweep" head="k" rows={samples} />
        </Section>
      ) : null}
    </>
  );
}
