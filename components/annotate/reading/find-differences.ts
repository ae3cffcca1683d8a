import type { DifferenceAnswer, DifferenceQuestion } from "./difference-worker";
import type { Span } from "./word-spans";

/** Longer texts are not even handed over. */
const MOST_CHARACTERS = 2_000_000;
/** More marks than this show nothing that fewer would not, and the browser draws each. */
const MOST_RANGES = 20_000;

/**
 * The ranges of words in each of two elements that the other does not have, found in a worker: the page goes on answering to keys.
 *
 * @param signal - Ends the work.
 * @returns null when it takes too long to find them.
 * @throws Error when the browser starts no worker.
 */
export async function findDifferences(left: Element, right: Element, signal: AbortSignal): Promise<Range[] | null> {
  const [leftNodes, rightNodes] = [textNodes(left), textNodes(right)];
  const question = { left: joined(leftNodes), right: joined(rightNodes) };
  if (question.left.length + question.right.length > MOST_CHARACTERS) return null;
  const spans = await askWorker(question, signal);
  if (!spans || spans.left.length + spans.right.length > MOST_RANGES) return null;
  return [...rangesOf(leftNodes, spans.left), ...rangesOf(rightNodes, spans.right)];
}

function askWorker(question: DifferenceQuestion, signal: AbortSignal): Promise<DifferenceAnswer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./difference-worker.ts", import.meta.url), { type: "module" });
    const end = () => worker.terminate();
    signal.addEventListener("abort", () => {
      end();
      reject(signal.reason);
    });
    worker.addEventListener("message", ({ data }: MessageEvent<DifferenceAnswer>) => {
      end();
      resolve(data);
    });
    worker.addEventListener("error", () => {
      end();
      reject(new Error("the worker was not started"));
    });
    worker.postMessage(question);
  });
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

/** The parts of `nodes` that the spans cover, in one walk over both; white space alone is no difference. */
function rangesOf(nodes: readonly Text[], spans: readonly Span[]): Range[] {
  const ranges: Range[] = [];
  let index = 0;
  let at = 0;
  for (const [from, length] of spans) {
    for (let node = nodes[index]; node; node = nodes[index]) {
      const start = Math.max(from - at, 0);
      const end = Math.min(from + length - at, node.length);
      if (start < end && node.data.slice(start, end).trim() !== "") ranges.push(toRange(node, start, end));
      // The next span may begin in this node.
      if (at + node.length > from + length) break;
      at += node.length;
      index++;
    }
  }
  return ranges;
}

function toRange(node: Text, start: number, end: number): Range {
  const range = new Range();
  range.setStart(node, start);
  range.setEnd(node, end);
  return range;
}
