import { EmptyState } from "@/components/ui/layout/empty-state";
import { Pager } from "@/components/ui/layout/pager";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import type { BrowseQuery } from "@/lib/datasets/browse-schema";
import type { BrowsePage, DatasetOverview } from "@/lib/datasets/browse-types";
import { formatDate, formatNumber, formatQuantity } from "@/lib/format";
import { paths } from "@/lib/paths";
import { BrowseBar } from "./browse-bar";
import { BrowseTable } from "./browse-table";
import { isNarrowed, toDatasetHref, withoutPage } from "./hrefs";

export interface BrowseListProps {
  project: string;
  query: BrowseQuery;
  page: BrowsePage;
  overview: DatasetOverview;
}

/** From how many seconds on a search is called slow. */
const SLOW_SECONDS = 1;

/** The comparisons of a project under their filters, a page of them. */
export function BrowseList({ project, query, page, overview }: BrowseListProps) {
  return (
    <>
      <BrowseBar
        project={project}
        query={query}
        imports={overview.imports.map(({ id, fileName, importedAt }) => ({ id, fileName, importedOn: formatDate(importedAt) }))}
        metadata={overview.metadata}
        summary={toSummary(page, query)}
      />
      {page.searchSeconds !== null && page.searchSeconds >= SLOW_SECONDS && !page.stopped ? (
        <p className="note mt-2">
          Searching the texts took {formatNumber(page.searchSeconds, 1)} s. With a file or metadata chosen, fewer are read.
        </p>
      ) : null}
      <div className="mt-3">
        <Found project={project} query={query} page={page} />
      </div>
    </>
  );
}

function Found({ project, query, page }: Omit<BrowseListProps, "overview">) {
  const filters = withoutPage(query);
  if (page.stopped) {
    return (
      <Notice tone="warn" title="The search was stopped.">
        Reading all the texts took more than {formatQuantity(Math.floor(page.searchSeconds ?? 0), "second")}. Choose a file or
        metadata, so that fewer are read.
      </Notice>
    );
  }
  if (page.comparisons.length === 0) {
    return (
      <EmptyState
        title={isNarrowed(query) ? "No such comparison" : "No comparison here"}
        actions={<LinkButton href={paths.dataset(project)}>Show all comparisons</LinkButton>}
      >
        {isNarrowed(query) ? "Nothing in this project fits all the filters above." : "The list ends before this place."}
      </EmptyState>
    );
  }
  return (
    <>
      <BrowseTable
        project={project}
        comparisons={page.comparisons}
        newestFirst={query.order !== "oldest"}
        turnedHref={toDatasetHref(project, { ...filters, order: query.order === "oldest" ? undefined : "oldest" })}
      />
      <Pager
        summary={`${formatQuantity(page.comparisons.length, "comparison")} on this page`}
        previous={page.previous && toDatasetHref(project, { ...filters, ...page.previous })}
        next={page.next && toDatasetHref(project, { ...filters, ...page.next })}
      />
    </>
  );
}

function toSummary(page: BrowsePage, { only }: BrowseQuery): string {
  if (page.stopped) return "not counted";
  // Each is found by reading its texts: they are counted only where all stand on one page.
  if (page.total === null && only === "addressed") return "more than one page";
  return page.total === null ? "many comparisons, too many to count in 3 s" : formatQuantity(page.total, "comparison");
}
