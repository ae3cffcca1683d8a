import { Section } from "@/components/ui/layout/section";
import { Table } from "@/components/ui/layout/table";
import { formatInterval, formatNumber } from "@/lib/format";
import type { LengthControlledRate } from "@/lib/ranking/beside-types";
import type { ModelsBeside } from "@/lib/ranking/types";

/** Win rates as they are, and as they would be between responses of equal length. */
export function LengthTable({ judge, compared: { lengths } }: ModelsBeside) {
  const ofJudge = new Map(lengths.judge?.map((rate) => [rate.model, rate]));
  const far = [...lengths.people, ...(lengths.judge ?? [])].some(({ movesFar }) => movesFar);
  return (
    <Section
      title="Win rates at equal length"
      note="Logistic regression of the preference on the difference in characters, read where it is 0; intervals by the cluster sandwich."
    >
      <Table caption="Win rates, raw and length-controlled" className="max-w-4xl" id="length-controlled">
        <thead>
          <tr>
            <th scope="col">Model</th>
            <Head>People, raw</Head>
            <Head>People, equal length</Head>
            {judge ? <Head>{`${judge.name}, raw`}</Head> : null}
            {judge ? <Head>{`${judge.name}, equal length`}</Head> : null}
          </tr>
        </thead>
        <tbody>
          {lengths.people.map((rate) => (
            <tr key={rate.model}>
              <th scope="row">{rate.model}</th>
              <Pair rate={rate} />
              {judge ? <Pair rate={ofJudge.get(rate.model)} /> : null}
            </tr>
          ))}
        </tbody>
      </Table>
      {far ? (
        <p className="figure-foot">
          * Equal length moves the rate by more than 10 points and by more than a quarter of its distance from one half.
        </p>
      ) : null}
    </Section>
  );
}

function Head({ children }: { children: string }) {
  return (
    <th scope="col" className="num">
      {children}
    </th>
  );
}

function Pair({ rate }: { rate: LengthControlledRate | undefined }) {
  if (!rate)
    return (
      <td colSpan={2} className="num quiet">
        — no label
      </td>
    );
  const { raw, controlled, movesFar } = rate;
  const { estimate, low, high, reason } = controlled;
  return (
    <>
      <td className="num">{raw === null ? "—" : formatNumber(raw)}</td>
      <td className="num">
        {estimate === null ? <span className="quiet">— {reason}</span> : formatNumber(estimate)}
        {movesFar ? "*" : null}
        {low !== null && high !== null ? <span className="ci"> {formatInterval(low, high)}</span> : null}
      </td>
    </>
  );
}
