import type { Element, ElementContent, Root } from "hast";
import { element, rewriteChildren, text, textOf } from "./tree";

/** Longer blocks stay one text without colours: thousands of spans would cost more to show than they help. */
const MOST_LINES = 1_500;
const MOST_CHARACTERS = 60_000;

/** The four tones of the look, from the highlighter's class names; every other class is plain code. */
const TONES: Readonly<Record<string, string>> = {
  "hljs-keyword": "k",
  "hljs-literal": "k",
  "hljs-built_in": "k",
  "hljs-type": "k",
  "hljs-tag": "k",
  "hljs-name": "k",
  "hljs-selector-tag": "k",
  "hljs-meta": "co",
  "hljs-string": "st",
  "hljs-regexp": "st",
  "hljs-char": "st",
  "hljs-number": "nu",
  "hljs-comment": "co",
  "hljs-quote": "co",
};

interface Run {
  value: string;
  tone: string | undefined;
}

/** Before the highlighter: a block that is too long is not highlighted. */
export function limitHighlight() {
  return (tree: Root): void => {
    rewriteChildren(tree, (node) => {
      if (node.type !== "element" || node.tagName !== "pre") return [node];
      const code = node.children[0];
      if (code?.type === "element" && textOf(code).length > MOST_CHARACTERS) code.properties = {};
      return [node];
    });
  };
}

/**
 * After the highlighter: a block of code is a list of lines, each with its indent, so that a narrow screen can wrap it with a hanging
 * indent; colours are the look's four. With `fold`, a block of more than six lines starts closed and says how many it has.
 */
export function codeLines(options: { fold: boolean }) {
  return (tree: Root): void => {
    rewriteChildren(tree, (node) => {
      if (node.type !== "element" || node.tagName !== "pre") return [node];
      const code = node.children[0];
      if (code?.type !== "element") return [node];
      const source = textOf(code).replace(/\n$/, "");
      const count = source.split("\n").length;
      const isPlain = count > MOST_LINES || source.length > MOST_CHARACTERS;
      const block = element("pre", { tabIndex: 0, role: "group", ariaLabel: "Code" }, [
        element("code", {}, isPlain ? [text(source)] : toLines(runsOf(code, undefined))),
      ]);
      if (!options.fold || count <= 6) return [block];
      const summary = element("summary", {}, [text(`Code, ${count} lines`)]);
      return [element("details", { className: ["md-fold"] }, [summary, block])];
    });
  };
}

function runsOf(node: Element, tone: string | undefined): Run[] {
  return node.children.flatMap((child): Run[] => {
    if (child.type === "text") return [{ value: child.value, tone }];
    if (child.type !== "element") return [];
    const classes = Array.isArray(child.properties.className) ? child.properties.className : [];
    const own = classes.map((name) => TONES[String(name)]).find((name) => name !== undefined);
    return runsOf(child, own ?? tone);
  });
}

function toLines(runs: readonly Run[]): Element[] {
  const lines: ElementContent[][] = [[]];
  for (const run of runs) {
    for (const [index, piece] of run.value.split("\n").entries()) {
      if (index > 0) lines.push([]);
      if (piece !== "")
        lines.at(-1)?.push(run.tone === undefined ? text(piece) : element("span", { className: [run.tone] }, [text(piece)]));
    }
  }
  if (lines.at(-1)?.length === 0) lines.pop();
  return lines.map((children) => element("span", { className: ["line"], style: `--in:${indentOf(children)}ch` }, children));
}

function indentOf(children: readonly ElementContent[]): number {
  const first = children[0];
  const spaces = first === undefined ? "" : (/^[ \t]*/.exec(textOf(first))?.[0] ?? "");
  return Math.min(40, spaces.replaceAll("\t", "    ").length);
}
