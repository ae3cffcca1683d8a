export interface ProgressProps {
  value: number;
  max: number;
  /** What is counted, for those who hear it: "Round 2". */
  label: string;
  /** In the accent while work is going on. */
  running?: boolean;
}

/** How much of a whole is done. The figures stand beside it. */
export function Progress({ value, max, label, running = false }: ProgressProps) {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
  return (
    <span
      className="progress"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={value}
      data-run={running ? "" : undefined}
    >
      <span style={{ width: `${share * 100}%` }} />
    </span>
  );
}
