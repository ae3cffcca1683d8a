import Link from "next/link";
import { CopyCsv } from "@/components/ui/layout/copy-csv";
import { Section } from "@/components/ui/layout/section";
import { Table } from "@/components/ui/layout/table";
import { Time } from "@/components/ui/time";
import type { BrowseQuery } from "@/lib/datasets/browse-schema";
import type { ImportedFile } from "@/lib/datasets/browse-types";
import { formatBytes, formatCount } from "@/lib/format";
import { toDatasetHref, toRefusedHref } from "./hrefs";

export interface ImportListProps {
  project: string;
  /** The list above, which opening refused rows leaves as it is. */
  query: BrowseQuery;
  imports: readonly ImportedFile[];
  count: number;
}

const NUMBERS = ["Rows", "New", "Known already", "Refused", "New labels", "Labels known already"];

/** The files that were imported, the newest first, with what came of each. */
export function ImportList({ project, query, imports, count }: ImportListProps) {
  return (
    <div id="imports">
      <Section
        title="Imports"
        note={count > imports.length ? `The newest ${formatCount(imports.length)} of ${formatCount(count)}.` : undefined}
        actions={<CopyCsv table="import-list" size="sm" />}
      >
        <Table caption="Imported files with what came of each" id="import-list">
          <thead>
            <tr>
              <th scope="col">File</th>
              <th scope="col">Format</th>
              <th scope="col">When</th>
              <th scope="col">Who</th>
              {NUMBERS.map((name) => (
                <th key={name} scope="col" className="num">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {imports.map((each) => (
              <tr key={each.id}>
                <th scope="row" className="wrap-anywhere min-w-40 whitespace-normal">
                  <Link prefetch={false} href={toDatasetHref(project, { dataset: each.id })}>
                    {each.fileName}
                  </Link>{" "}
                  <span className="quiet font-normal">{formatBytes(each.bytes)}</span>
                </th>
                <td className="whitespace-nowrap">{each.format}</td>
                <td>
                  <Time at={each.importedAt} />
                </td>
                <td className="whitespace-nowrap">{each.importedBy ?? "the command line"}</td>
                <td className="num">{formatCount(each.rows)}</td>
                <td className="num">{formatCount(each.new)}</td>
                <td className="num">{formatCount(each.duplicate)}</td>
                <td className="num">
                  {each.refused === 0 ? (
                    "0"
                  ) : (
                    <Link prefetch={false} href={toRefusedHref(project, query, each.id)}>
                      {formatCount(each.refused)}
                    </Link>
                  )}
                </td>
                <td className="num">{formatCount(each.labels.new)}</td>
                <td className="num">{formatCount(each.labels.duplicate)}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      </Section>
    </div>
  );
}
