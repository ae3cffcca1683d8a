import { LineChanges } from "@/components/guidelines/line-changes";
import { Section } from "@/components/ui/layout/section";
import { Table } from "@/components/ui/layout/table";
import type { LineChange } from "@/lib/guidelines/types";
import type { SettingChange } from "@/lib/judges/types";

export interface VersionDifferenceProps {
  difference: {
    from: { version: number };
    to: { version: number };
    settings: readonly SettingChange[];
    texts: readonly { name: string; changes: readonly LineChange[] | null }[];
  };
}

/** What is different between two versions of a judge: settings beside each other, texts line by line. */
export function VersionDifference({ difference: { from, to, settings, texts } }: VersionDifferenceProps) {
  if (settings.length === 0 && texts.length === 0) return <p className="note mt-6">Nothing is different.</p>;
  return (
    <>
      {settings.length > 0 ? (
        <Section title="Settings">
          <Table caption={`Settings that differ between v${from.version} and v${to.version}`}>
            <thead>
              <tr>
                <th scope="col">Setting</th>
                <th scope="col">v{from.version}</th>
                <th scope="col">v{to.version}</th>
              </tr>
            </thead>
            <tbody>
              {settings.map(({ setting, before, after }) => (
                <tr key={setting}>
                  <th scope="row">{setting}</th>
                  <td>{before === "" ? "—" : before}</td>
                  <td>{after === "" ? "—" : after}</td>
                </tr>
              ))}
            </tbody>
          </Table>
        </Section>
      ) : null}
      {texts.map(({ name, changes }) => (
        <Section key={name} title={name} note="Marked lines are new, struck ones are gone.">
          {changes ? (
            <LineChanges changes={changes} />
          ) : (
            <p className="note">The two texts have too little in common to be told apart line by line.</p>
          )}
        </Section>
      ))}
    </>
  );
}
