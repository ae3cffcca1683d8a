import { Table } from "@/components/ui/layout/table";
import { State } from "@/components/ui/state";
import type { ExportEntry } from "@/lib/datasets/export-schema";
import { formatBytes, formatCount, formatDateTime } from "@/lib/format";
import { api } from "@/lib/paths";

export interface ExportListProps {
  project: string;
  exports: readonly ExportEntry[];
}

/** Files that were made before, with what was counted and left out. */
export function ExportList({ project, exports }: ExportListProps) {
  return (
    <Table caption="Files made before, the latest first" id="exports">
      <thead>
        <tr>
          <th scope="col">File</th>
          <th scope="col">Made</th>
          <th scope="col">State</th>
          <th scope="col" className="num">
            Rows
          </th>
          <th scope="col" className="num">
            Size
          </th>
          <th scope="col">Left out</th>
          <th scope="col">SHA-256</th>
        </tr>
      </thead>
      <tbody>
        {exports.map((entry) => (
          <ExportRow key={entry.id} project={project} entry={entry} />
        ))}
      </tbody>
    </Table>
  );
}

function ExportRow({ project, entry }: { project: string; entry: ExportEntry }) {
  const { id, state, manifest, createdAt, rows, bytes, sha256, error, format } = entry;
  const isDone = state === "DONE" && manifest !== null;
  return (
    <tr>
      <th scope="row">
        {isDone ? (
          <>
            <a href={api.exportFile(project, id)} download>
              {manifest.file.name}
            </a>{" "}
            <a className="quiet" href={api.exportManifest(project, id)} download>
              manifest
            </a>
          </>
        ) : (
          format
        )}
      </th>
      <td>
        <time dateTime={createdAt}>{formatDateTime(createdAt)}</time>
      </td>
      <td>
        {state === "DONE" ? (
          <State tone="success">done</State>
        ) : state === "RUNNING" ? (
          <State tone="run">writing</State>
        ) : (
          <State tone="danger">{error ?? "failed"}</State>
        )}
      </td>
      <td className="num">{isDone ? formatCount(rows) : "—"}</td>
      <td className="num">{isDone ? formatBytes(bytes) : "—"}</td>
      <td>
        {isDone ? manifest.dropped.map(({ reason, count }) => `${formatCount(count)} ${reason}`).join("; ") || "nothing" : "—"}
      </td>
      <td>
        <code>{sha256 ? sha256.slice(0, 12) : "—"}</code>
      </td>
    </tr>
  );
}
