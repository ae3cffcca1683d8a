"use client";

import { Search, X } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useId, useTransition } from "react";
import { Icon } from "@/components/ui/icon";
import type { BrowseQuery } from "@/lib/datasets/browse-schema";
import { paths } from "@/lib/paths";
import { toDatasetHref, withoutPage } from "./hrefs";

export interface BrowseBarProps {
  project: string;
  query: BrowseQuery;
  imports: readonly { id: string; fileName: string; importedOn: string }[];
  /** "name=value" to choose from. */
  metadata: readonly string[];
  /** How many comparisons there are under these filters. */
  summary: string;
}

/** Searches and narrows the dataset. A form that sends itself by GET: all of it stands in the address, and it works before the page does. */
export function BrowseBar({ project, query, imports, metadata, summary }: BrowseBarProps) {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const metadataId = useId();
  const { meta = [], model = [] } = query;

  function send(form: HTMLFormElement) {
    const address = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string" && value !== "") address.append(name, value);
    startTransition(() => router.push(`${paths.dataset(project)}?${address}`, { scroll: false }));
  }

  return (
    <form
      // What is typed belongs to the address: another address, other fields.
      key={toDatasetHref(project, withoutPage(query))}
      className="filters"
      aria-label="Search and narrow"
      aria-busy={isPending}
      action={paths.dataset(project)}
      onSubmit={(event) => {
        event.preventDefault();
        send(event.currentTarget);
      }}
    >
      {query.order ? <input type="hidden" name="order" value={query.order} /> : null}
      <label className="filter grow md:grow-0" data-set={query.q ? "" : undefined}>
        <Icon of={Search} />
        <span className="sr-only">Search texts and ids</span>
        <input
          className="ds-text md:w-52"
          type="search"
          name="q"
          defaultValue={query.q}
          maxLength={200}
          placeholder="Search texts and ids"
          enterKeyHint="search"
        />
      </label>
      <FilterSelect label="File" name="dataset" value={query.dataset} all="all" onChoose={send}>
        {imports.map(({ id, fileName, importedOn }) => (
          <option key={id} value={id}>
            {fileName}, {importedOn}
          </option>
        ))}
      </FilterSelect>
      <FilterSelect label="Only" name="only" value={query.only} all="—" onChoose={send}>
        <option value="flagged">flagged</option>
        <option value="withdrawn">withdrawn</option>
        <option value="addressed">addressing a judge</option>
      </FilterSelect>
      {model.map((name) => (
        <SetFilter
          key={name}
          name="model"
          value={name}
          label="Model"
          text={name}
          without={toDatasetHref(project, { ...withoutPage(query), model: model.filter((each) => each !== name) })}
        />
      ))}
      {meta.map((condition) => (
        <SetFilter
          key={condition}
          name="meta"
          value={condition}
          label={condition.slice(0, condition.indexOf("="))}
          text={condition.slice(condition.indexOf("=") + 1)}
          without={toDatasetHref(project, { ...withoutPage(query), meta: meta.filter((each) => each !== condition) })}
        />
      ))}
      {meta.length < 5 ? (
        <label className="filter">
          <span>Metadata</span>
          <input
            className="ds-text w-32"
            name="meta"
            list={metadataId}
            placeholder="name=value"
            maxLength={300}
            pattern="[^=]+=.+"
            title="A name, an equals sign and a value, such as category=code"
            autoComplete="off"
          />
        </label>
      ) : null}
      <datalist id={metadataId}>
        {metadata.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
      {/* Enter sends the form; who does not see the fields finds this. */}
      <button type="submit" className="sr-only">
        Search
      </button>
      <p className="filters-n" role="status">
        {isPending ? "Searching …" : summary}
      </p>
    </form>
  );
}

interface SetFilterProps {
  name: string;
  value: string;
  label: string;
  text: string;
  without: string;
}

/** A condition that holds, and the way to the list without it. */
function SetFilter({ name, value, label, text, without }: SetFilterProps) {
  return (
    <>
      <input type="hidden" name={name} value={value} />
      <Link prefetch={false} className="filter no-underline" data-set="" href={without} scroll={false}>
        <span>{label}</span> <b className="max-w-40 truncate">{text}</b>
        <Icon of={X} />
        <span className="sr-only">take this filter away</span>
      </Link>
    </>
  );
}

interface FilterSelectProps {
  label: string;
  name: string;
  value: string | undefined;
  /** What stands there when nothing is chosen. */
  all: string;
  onChoose: (form: HTMLFormElement) => void;
  children: React.ReactNode;
}

function FilterSelect({ label, name, value, all, onChoose, children }: FilterSelectProps) {
  return (
    <label className="filter" data-set={value ? "" : undefined}>
      <span>{label}</span>
      <select
        className="filter-select max-w-48 truncate"
        name={name}
        defaultValue={value ?? ""}
        onChange={({ currentTarget: { form } }) => form && onChoose(form)}
      >
        <option value="">{all}</option>
        {children}
      </select>
    </label>
  );
}
