import { Table } from "@/components/ui/layout/table";
import { State } from "@/components/ui/state";
import type { ExportEntry } from "@/lib/datasets/export-types";
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
          <ExportRow key={entry.id} project={project} entry={entry} before={releaseBefore(exports, entry)} />
        ))}
      </tbody>
    </Table>
  );
}

/** The whole version before a release; undefined for the first, and for what is no release. */
function releaseBefore(exports: readonly ExportEntry[], { release }: ExportEntry): ExportEntry | undefined {
  if (release === null) return undefined;
  return exports.find((other) => other.release !== null && other.release < release && other.state === "DONE");
}

function toDifference(rows: number, before: ExportEntry): string {
  const more = rows - before.rows;
  const words = more === 0 ? "as many rows as" : `${formatCount(Math.abs(more))} ${more > 0 ? "more" : "fewer"} rows than`;
  return `${words} version ${before.release}`;
}

interface ExportRowProps {
  project: string;
  entry: ExportEntry;
  before: ExportEntry | undefined;
}

function ExportRow({ project, entry, before }: ExportRowProps) {
  const { id, state, manifest, createdAt, rows, bytes, sha256, error, format, release, releaseNote } = entry;
  const isDone = state === "DONE" && manifest !== null;
  return (
    <tr>
      <th scope="row">
        {isDone ? (
          <>
            {manifest.files.map(({ name }, place) => (
              <span key={name}>
                <a href={api.exportFile(project, id, place)} download>
                  {name}
                </a>{" "}
              </span>
            ))}
            <a className="quiet" href={api.exportManifest(project, id)} download>
              manifest
            </a>{" "}
            <a className="quiet" href={api.exportCard(project, id)} download>
              card
            </a>
            {release === null ? null : (
              <p className="note">
                Version {release}
                {releaseNote ? `: ${releaseNote}` : ""}
                {before ? `; ${toDifference(rows, before)}` : ""}
              </p>
            )}
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
        ) : state === "WAITING" ? (
          <State tone="run">waiting</State>
        ) : state === "CANCELLED" ? (
          <State tone="idle">cancelled</State>
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
