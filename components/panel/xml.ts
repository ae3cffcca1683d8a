/** In px from the figure's corner. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Text as it may stand in XML. */
export function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** A hundredth of a px is enough. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}
