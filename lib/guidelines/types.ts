/** A line of the guidelines beside the version before. */
export interface LineChange {
  kind: "same" | "added" | "gone";
  text: string;
}
