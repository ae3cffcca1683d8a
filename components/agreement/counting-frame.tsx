/** The place of filters and panels of a report that is still being counted, in about their size. */
export function CountingFrame() {
  return (
    <div aria-busy="true">
      <div className="filters">
        <span className="h-8 w-40 rounded-md bg-sunken" />
        <span className="h-8 w-32 rounded-md bg-sunken" />
        <span className="h-8 w-48 rounded-md bg-sunken" />
        <p className="filters-n" role="status">
          Counting …
        </p>
      </div>
      <div className="cols ag-top" aria-hidden="true">
        <div className="h-80 rounded-md border border-line bg-raised" />
        <div className="h-80 rounded-md border border-line bg-raised" />
      </div>
      <div className="section h-160 rounded-md border border-line bg-raised" aria-hidden="true" />
    </div>
  );
}
