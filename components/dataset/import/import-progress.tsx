import { Progress } from "@/components/ui/progress";
import type { ImportProgress as Told } from "@/lib/datasets/schema";
import { formatCount, formatPercent } from "@/lib/format";

export interface ImportProgressProps {
  label: string;
  progress: Told | null;
  /** Of the whole file. */
  bytes: number;
}

/** How far the reading of a file is. */
export function ImportProgress({ label, progress, bytes }: ImportProgressProps) {
  const read = Math.min(progress?.bytes ?? 0, bytes);
  return (
    <div className="i-progress">
      <Progress value={read} max={bytes} label={label} running />
      <p role="status">
        <b>{formatCount(progress?.rows ?? 0)}</b> rows, {formatPercent(bytes > 0 ? read / bytes : 0)}
      </p>
      <p className="quiet">
        {formatCount(progress?.new ?? 0)} new, {formatCount(progress?.duplicate ?? 0)} known,{" "}
        {formatCount(progress?.refused ?? 0)} refused
      </p>
    </div>
  );
}
