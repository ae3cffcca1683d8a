import { DataList } from "@/components/ui/layout/data-list";
import type { SettingChange } from "@/lib/judges/types";

export interface JudgeSettingsProps {
  settings: readonly { setting: string; value: string }[];
  changes: readonly SettingChange[];
  /** The version before, which the changes are from. */
  before: number | null;
}

/** A version's settings, and what is different from the version before. */
export function JudgeSettings({ settings, changes, before }: JudgeSettingsProps) {
  return (
    <>
      <h2>Settings</h2>
      <DataList className="j-dl" items={settings.map(({ setting, value }) => ({ term: setting, value }))} />
      {before !== null && changes.length > 0 ? (
        <>
          <h3 className="j-h3">Different from v{before}</h3>
          <DataList
            className="j-dl"
            items={changes.map((change) => ({
              term: change.setting,
              value: (
                <>
                  <span className="quiet line-through">{change.before}</span> {change.after}
                </>
              ),
            }))}
          />
        </>
      ) : null}
    </>
  );
}
