import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { Table } from "@/components/ui/layout/table";
import { State } from "@/components/ui/state";
import { Time } from "@/components/ui/time";
import type { FormAction } from "@/lib/http/types";
import type { PriceEntry } from "@/lib/money/types";

export interface PriceTableProps {
  project: string;
  prices: readonly PriceEntry[];
  /** Takes a line out; absent for those who only read. */
  remove?: FormAction | undefined;
}

const TONES = { "in force": "success", replaced: "idle", "to come": "run" } as const;

/** What models' tokens cost, line by line, with which lines are in force. */
export function PriceTable({ project, prices, remove }: PriceTableProps) {
  return (
    <Table caption="Prices of models" id="prices">
      <thead>
        <tr>
          <th scope="col">Model</th>
          <th scope="col">At</th>
          <th scope="col" className="num">
            In, $ per million
          </th>
          <th scope="col" className="num">
            Out, $ per million
          </th>
          <th scope="col">From</th>
          <th scope="col">State</th>
          <th scope="col">
            <span className="sr-only">Change it</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {prices.map((price) => (
          <tr key={price.id}>
            <th scope="row">
              <code className="font-mono text-xs">{price.model}</code>
            </th>
            <td>{price.endpoint?.name ?? "every endpoint"}</td>
            <td className="num">{dollars(price.inputMicroDollarsPerMillion)}</td>
            <td className="num">{dollars(price.outputMicroDollarsPerMillion)}</td>
            <td>
              <Time at={price.validFrom} />
            </td>
            <td>
              <State tone={TONES[price.state]}>{price.state}</State>
            </td>
            <td className="num">
              {remove ? (
                <Confirm
                  trigger={<Button size="sm">Remove</Button>}
                  title={`Remove this price of ${price.model}?`}
                  keep="Keep it"
                  confirm="Remove the price"
                  busy="Removing …"
                  action={remove}
                  fields={{ project, id: price.id }}
                >
                  <p>
                    $ {dollars(price.inputMicroDollarsPerMillion)} in, $ {dollars(price.outputMicroDollarsPerMillion)} out. What
                    calls have cost under it stays as it was counted.
                  </p>
                </Confirm>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** Whole cents at least, and no digit less than was given. */
function dollars(micro: number): string {
  const [whole = "0", part = ""] = String(micro / 1_000_000).split(".");
  return `${whole}.${part.padEnd(2, "0")}`;
}
