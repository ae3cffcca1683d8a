import { type SyntheticEvent, useEffect, useRef, useState } from "react";

/** After the last key press: a pause between two words is shorter. */
const WAIT_MS = 400;

/**
 * What stands in a form, read again a moment after each change of it. A press of a button counts as one, since it may change a field.
 *
 * @returns The texts by the names of their fields, null before the form is there; and what the form is to be given.
 */
export function useFormTexts() {
  const form = useRef<HTMLFormElement>(null);
  const [texts, setTexts] = useState<Readonly<Record<string, string>> | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    if (form.current) setTexts(readTexts(form.current));
    return () => clearTimeout(timer.current);
  }, []);
  const follow = (event: SyntheticEvent<HTMLFormElement>): void => {
    const at = event.currentTarget;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setTexts(readTexts(at)), WAIT_MS);
  };
  return { texts, followed: { ref: form, onChange: follow, onClick: follow, onKeyUp: follow } };
}

/** The texts of a form, without its project, which stands in the address. A key stays in its field. */
function readTexts(form: HTMLFormElement): Record<string, string> {
  const entries = [...new FormData(form)].flatMap(([name, value]) =>
    typeof value === "string" && name !== "apiKey" && name !== "project" && !name.startsWith("$ACTION")
      ? [[name, value] as const]
      : [],
  );
  return Object.fromEntries(entries);
}
