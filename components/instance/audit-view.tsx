import { EmptyState } from "@/components/ui/layout/empty-state";
import { Pager } from "@/components/ui/layout/pager";
import type { AuditFilter } from "@/lib/audit/schema";
import type { AuditPage } from "@/lib/audit/types";
import { formatQuantity } from "@/lib/format";
import { AuditFilterBar } from "./audit-filter-bar";
import { AuditTable } from "./audit-table";

export interface AuditViewProps {
  page: AuditPage;
  filter: AuditFilter;
  /** The page's own address. */
  path: string;
  withProject: boolean;
}

/** A page of the audit trail with its filter. */
export function AuditView({ page, filter, path, withProject }: AuditViewProps) {
  if (page.actions.length === 0) {
    return (
      <EmptyState title="Nothing is written yet">Every change that is not a label will stand here, with who made it.</EmptyState>
    );
  }
  return (
    <>
      <AuditFilterBar
        path={path}
        action={filter.action ?? ""}
        actions={page.actions}
        summary={formatQuantity(page.total, "entry", "entries")}
      />
      <div className="mt-3">
        <AuditTable id="audit" rows={page.rows} withProject={withProject} />
      </div>
      <Pager
        summary={page.rows.length > 0 ? `Entries ${page.rows.at(-1)?.position} to ${page.rows[0]?.position}` : "No older entries"}
        previous={filter.before ? withQuery(path, { action: filter.action }) : null}
        previousLabel="Newest"
        next={page.next ? withQuery(path, { action: filter.action, before: page.next }) : null}
        nextLabel="Older"
      />
    </>
  );
}

function withQuery(path: string, values: Record<string, string | undefined>): string {
  const query = new URLSearchParams(Object.entries(values).flatMap(([name, value]) => (value ? [[name, value]] : [])));
  return query.size > 0 ? `${path}?${query}` : path;
}
