/** How hours are counted, beside the numbers that pay rests on. */
export function WhatCounts() {
  return (
    <p className="note mt-3 max-w-3xl">
      Days are UTC’s. Active is the time with a comparison in view and a sign of life within the last minute; idle is the rest in
      view. Every answer counts with its time: skips, changes, answers that were taken back, and trainings. A comparison that was
      looked at and never answered has left no time behind, and neither has reading guidelines.
    </p>
  );
}
