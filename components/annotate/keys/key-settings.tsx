"use client";

import { useState } from "react";
import { keyTexts } from "@/components/annotate/texts/keys";
import { Button } from "@/components/ui/button";
import { KEY_COMMANDS, rebind } from "./key-commands";
import { type KeyMap, nameOfKey, toPressed } from "./key-map";
import { nameOf } from "./use-shortcuts";

const texts = keyTexts.settings;

export interface KeySettingsProps {
  keys: KeyMap;
  onChange: (keys: KeyMap) => void;
}

/** Every single key of the page and the one that the person wants instead: focus it, and press the new key. Kept on this device. */
export function KeySettings({ keys, onChange }: KeySettingsProps) {
  const [refusal, setRefusal] = useState<string | null>(null);
  const change = (standard: string, pressed: string) => {
    const changed = rebind(keys, standard, pressed);
    setRefusal("refusal" in changed ? changed.refusal : null);
    if ("map" in changed) onChange(changed.map);
  };
  return (
    <div className="ks">
      <p className="note">{texts.help}</p>
      <p className="field-error" role="alert">
        {refusal}
      </p>
      <ul>
        {KEY_COMMANDS.map(({ key, does }) => (
          <li key={key}>
            <input
              className="input ks-key"
              aria-label={texts.keyFor(does)}
              readOnly
              value={nameOfKey(toPressed(keys, key))}
              onKeyDown={(event) => {
                if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return;
                event.preventDefault();
                change(key, nameOf(event.nativeEvent));
              }}
            />
            <span>{does}</span>
          </li>
        ))}
      </ul>
      <Button size="sm" onClick={() => onChange({})} disabled={Object.keys(keys).length === 0}>
        {texts.standard}
      </Button>
    </div>
  );
}
