import { Search } from "lucide-react";
import { Icon } from "@/components/ui/icon";

export interface SearchTextsProps {
  /** The page that searches. */
  action: string;
  /** What else the address says. */
  list: URLSearchParams;
  text: string | undefined;
}

/** Searches the texts of a list. A form that sends itself by GET, so that all of it stands in the address. */
export function SearchTexts({ action, list, text }: SearchTextsProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a form that searches, as the dataset's does
    <form action={action} role="search" aria-label="Search the texts" className="mt-3">
      {[...list].map(([name, value]) => (name === "q" ? null : <input key={name} type="hidden" name={name} value={value} />))}
      <label className="filter max-w-80" data-set={text ? "" : undefined}>
        <Icon of={Search} />
        <span className="sr-only">Search prompts, responses and ids</span>
        <input
          className="ds-text grow"
          type="search"
          name="q"
          defaultValue={text}
          maxLength={200}
          placeholder="Search prompts, responses and ids"
          enterKeyHint="search"
        />
      </label>
    </form>
  );
}
