import type { ElementContent, Root } from "hast";
import { invisibleLabel, invisibleName, splitInvisible } from "./invisible";
import { element, rewriteChildren, text } from "./tree";

const BLOCKS = new Set(["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "table", "td", "th"]);

/**
 * The last step: characters that cannot be seen become marks; headings go below the page's own; links open apart and tell nothing; tables
 * can be scrolled; each block finds its own direction.
 */
export function finish() {
  return (tree: Root): void => {
    rewriteChildren(tree, (node) => {
      if (node.type === "text") return markInvisible(node.value);
      if (node.type !== "element") return [];
      if (BLOCKS.has(node.tagName)) node.properties.dir = "auto";
      const level = /^h([1-6])$/.exec(node.tagName)?.[1];
      // The page's heading is h1, a response's h2.
      if (level !== undefined) node.tagName = `h${Math.min(6, Number(level) + 2)}`;
      if (node.tagName === "a") Object.assign(node.properties, { target: "_blank", rel: ["noopener", "noreferrer", "nofollow"] });
      if (node.tagName === "table")
        return [element("div", { className: ["md-table"], tabIndex: 0, role: "group", ariaLabel: "Table" }, [node])];
      return [node];
    });
  };
}

function markInvisible(value: string): ElementContent[] {
  return splitInvisible(value).map((part) =>
    typeof part === "string"
      ? text(part)
      : element("span", { className: ["md-mark"], title: invisibleName(part) }, [text(invisibleLabel(part))]),
  );
}
