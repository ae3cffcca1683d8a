import { type ReactNode, useId } from "react";
import { Shape, type ShapeProps } from "@/components/ui/shape";
import { Term } from "@/components/ui/term";
import { cn } from "@/lib/cn";
import { formatQuantity } from "@/lib/format";
import { PanelTools } from "./panel-tools";

/** What stands behind a panel's numbers. */
export interface PanelCounts {
  comparisons: number;
  labels: number;
  /** Prompts or conversations: what intervals resample. */
  clusters: number;
}

export interface PanelProps {
  /** Names its files: "agreement-by-strength". */
  name: string;
  title: string;
  /** What exactly is shown; on hover, focus and tap of the title. */
  definition: ReactNode;
  /** What the axes or cells are, in one line under the title. */
  sub?: ReactNode;
  /** Counts, or a sentence of them where something else is counted; null where nothing was. */
  counted: PanelCounts | string | null;
  /** Whose numbers they are. */
  mark?: ShapeProps["kind"];
  /** The same numbers as a table; without one the panel is a table itself. */
  table?: ReactNode;
  /** Notes under the figure: reasons, warnings. */
  foot?: ReactNode;
  /** How the numbers were made, in one sentence for a paper (see `toPaperSentence`). */
  paper: string;
  /** What recomputes them outside the app, filters included; none where no command prints them. */
  command?: string;
  /** A table itself, with nothing to be drawn; so it is without `table` unless it says otherwise. */
  isTable?: boolean;
  /** Of the page's outline. */
  heading?: "h2" | "h3";
  className?: string;
  children: ReactNode;
}

/** The frame of every figure: its definition, what it counted, its table, and what one can take away of it. */
export function Panel({ name, title, definition, counted, table, foot, paper, command, ...rest }: PanelProps) {
  const { mark, sub, heading: Heading = "h3", className, isTable = table === undefined, children } = rest;
  const id = useId();
  return (
    <figure className={cn("figure panel", className)} id={`${id}-figure`} aria-labelledby={id}>
      <figcaption>
        <Heading id={id}>
          {mark ? (
            <>
              <Shape kind={mark} />{" "}
            </>
          ) : null}
          <Term name={title} explanation={definition}>
            {title}
          </Term>{" "}
          {sub ? <span className="sub">{sub}</span> : null}
        </Heading>
      </figcaption>
      {children}
      {foot ? <div className="figure-foot">{foot}</div> : null}
      <div className="panel-foot">
        <p>{describeCounted(counted)}</p>
        <PanelTools
          figure={`${id}-figure`}
          file={`concord-${name}`}
          title={title}
          paper={paper}
          command={command}
          isTable={isTable}
        />
      </div>
      {table ? (
        <details className="figure-table">
          <summary>Table</summary>
          {table}
        </details>
      ) : null}
    </figure>
  );
}

function describeCounted(counted: PanelProps["counted"]): string {
  if (counted === null) return "nothing counted yet";
  return typeof counted === "string" ? counted : describePanelCounts(counted);
}

/** "237 comparisons · 649 labels · 202 clusters". */
export function describePanelCounts({ comparisons, labels, clusters }: PanelCounts): string {
  return [formatQuantity(comparisons, "comparison"), formatQuantity(labels, "label"), formatQuantity(clusters, "cluster")].join(
    " · ",
  );
}
