import type { BrowseQuery } from "@/lib/datasets/browse-schema";
import { paths } from "@/lib/paths";

/** The address of the dataset page under these filters. */
export function toDatasetHref(project: string, query: BrowseQuery): string {
  const address = toQuery(query);
  return address.size > 0 ? `${paths.dataset(project)}?${address}` : paths.dataset(project);
}

/** The address at which the refused rows of an import are open, the list as it was. */
export function toRefusedHref(project: string, query: BrowseQuery, refused: string): string {
  const address = toQuery(query);
  address.set("refused", refused);
  return `${paths.dataset(project)}?${address}#refused-rows`;
}

/** The filters without the page, since other filters have other pages. */
export function withoutPage({ after: _after, before: _before, ...filters }: BrowseQuery): BrowseQuery {
  return filters;
}

/** Whether anything narrows the list. */
export function isNarrowed({ q, meta = [], model = [], dataset, only }: BrowseQuery): boolean {
  return Boolean(q || dataset || only || meta.length > 0 || model.length > 0);
}

function toQuery({ meta = [], model = [], ...query }: BrowseQuery): URLSearchParams {
  const address = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value) address.set(name, value);
  for (const name of model) address.append("model", name);
  for (const condition of meta) address.append("meta", condition);
  return address;
}
