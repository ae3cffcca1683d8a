import { Table } from "@/components/ui/layout/table";
import type { AnnotatorCard } from "@/lib/agreement/annotators-types";
import { formatNumber, formatPercent } from "@/lib/format";

/** What models of everybody's labels believe of a person: how each true answer comes out, and how often a label is meant. */
export function Crowd({ card: { name, crowd } }: { card: AnnotatorCard }) {
  if (!crowd) return null;
  const { categories, confusion, accuracy, competence, fewLabels } = crowd;
  return (
    <>
      <Table caption={`Confusion of ${name} by Dawid and Skene’s model`} className="mt-4">
        <thead>
          <tr>
            <th scope="col">True answer, by Dawid–Skene</th>
            {categories.map((category) => (
              <th scope="col" className="num" key={category}>
                says {category}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {categories.map((category, truth) => (
            <tr key={category}>
              <th scope="row">{category}</th>
              {categories.map((given, at) => {
                const share = formatNumber(confusion[truth]?.[at] ?? 0);
                return (
                  <td className="num" key={given}>
                    {given === category ? <strong>{share}</strong> : share}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </Table>
      <p className="figure-foot">
        {`Right with chance ${formatNumber(accuracy)}. ${competence === null ? "MACE takes too long for a page here: npx concord aggregate --method mace." : `MACE: meant, and no habit, with chance ${formatNumber(competence)}.`} The true answers are the models’ own belief.`}
        {fewLabels > 0
          ? ` ${formatPercent(fewLabels)} of these comparisons have fewer than 3 labels: there the models lean on their priors.`
          : ""}
      </p>
    </>
  );
}
