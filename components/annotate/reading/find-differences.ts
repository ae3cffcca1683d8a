import { diffWordsWithSpace } from "diff";

/** Two unrelated long texts take seconds; then no difference is better than a page that waits. */
const LIMIT_MILLISECONDS = 150;

/** The ranges of words in each of two elements that the other does not have; null when that takes too long to find. */
export function findDifferences(left: Element, right: Element): Range[] | null {
  const [leftNodes, rightNodes] = [textNodes(left), textNodes(right)];
  const changes = diffWordsWithSpace(joined(leftNodes), joined(rightNodes), { timeout: LIMIT_MILLISECONDS });
  if (!changes) return null;
  const ranges: Range[] = [];
  let [leftAt, rightAt] = [0, 0];
  for (const { value, added, removed } of changes) {
    if (removed) ranges.push(...rangesOf(leftNodes, leftAt, value.length));
    if (added) ranges.push(...rangesOf(rightNodes, rightAt, value.length));
    if (!added) leftAt += value.length;
    if (!removed) rightAt += value.length;
  }
  return ranges;
}

function textNodes(element: Element): Text[] {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const nodes: Text[] = [];
  while (walker.nextNode()) if (walker.currentNode instanceof Text) nodes.push(walker.currentNode);
  return nodes;
}

function joined(nodes: readonly Text[]): string {
  return nodes.map((node) => node.data).join("");
}

/** The parts of `nodes` that hold the characters from `from`, `length` of them; white space alone is no difference. */
function rangesOf(nodes: readonly Text[], from: number, length: number): Range[] {
  const ranges: Range[] = [];
  let at = 0;
  for (const node of nodes) {
    const start = Math.max(from - at, 0);
    const end = Math.min(from + length - at, node.length);
    if (start < end && node.data.slice(start, end).trim() !== "") {
      const range = new Range();
      range.setStart(node, start);
      range.setEnd(node, end);
      ranges.push(range);
    }
    at += node.length;
    if (at >= from + length) break;
  }
  return ranges;
}
