import type { Element, ElementContent, Root } from "hast";
import type { KatexOptions } from "katex";
import { hasInvisible } from "./invisible";
import { element, hasClass, rewriteChildren, text, textOf } from "./tree";

/** KaTeX without trust: no link, no class, no image, no HTML; sizes and expansions bounded; MathML alone, which needs no foreign styles. */
export const katexOptions: KatexOptions = { output: "mathml", trust: false, strict: "ignore", maxExpand: 500, maxSize: 20 };

const LONGEST_FORMULA = 4_000;
const MOST_FORMULAS = 500;
const MOST_MATH_CHARACTERS = 60_000;
/** Commands that define or repeat (a bomb is built of them), and those that KaTeX refuses by leaving out what they hold. */
const REFUSED =
  /\\(?:[gex]?def|let|futurelet|(?:re|provide)?newcommand|renewcommand|providecommand|global|long|expandafter|loop|csname|href|url|includegraphics|html[A-Z][a-z]*)(?![a-zA-Z])/;

const KEPT_ELEMENTS = new Set(
  "math mrow mi mn mo ms mtext mspace msup msub msubsup mfrac msqrt mroot mover munder munderover mtable mtr mtd mstyle mpadded menclose mmultiscripts mprescripts none".split(
    " ",
  ),
);
const KEPT_ATTRIBUTES = new Set(
  "display displaystyle scriptlevel mathvariant stretchy fence separator accent accentunder linethickness columnalign rowspacing columnspacing columnlines rowlines notation width height depth lspace rspace minsize maxsize movablelimits largeop form symmetric".split(
    " ",
  ),
);

/** Before KaTeX: a formula that is too long, one too many, defines macros or hides characters is left as its source. */
export function limitMathematics() {
  return (tree: Root): void => {
    let count = 0;
    let characters = 0;
    rewriteChildren(tree, (node) => {
      if (node.type !== "element" || !isFormula(node)) return [node];
      const source = textOf(node);
      count += 1;
      characters += source.length;
      const isRefused =
        source.trim() === "" ||
        source.length > LONGEST_FORMULA ||
        count > MOST_FORMULAS ||
        characters > MOST_MATH_CHARACTERS ||
        REFUSED.test(source) ||
        deepestBrace(source) > 40 ||
        hasInvisible(source);
      return [isRefused ? sourceOf(node, source) : node];
    });
  };
}

/**
 * After KaTeX: keeps known elements and attributes of MathML. Colours go (white on white would hide), and so do phantoms' invisibility,
 * annotations and whatever else is not needed to read a formula. What KaTeX could not read is shown as its source.
 */
export function cleanMathematics() {
  return (tree: Root): void => {
    rewriteChildren(tree, (node) => {
      if (node.type !== "element") return [node];
      if (hasClass(node, "katex-error")) return [element("code", { className: ["md-math"] }, [text(textOf(node))])];
      if (hasClass(node, "katex") || hasClass(node, "katex-display")) return node.children;
      return [node.tagName === "math" ? cleanFormula(node) : node];
    });
  };
}

function isFormula(node: Element): boolean {
  return (
    node.tagName === "code" &&
    (hasClass(node, "math-inline") || hasClass(node, "math-display") || hasClass(node, "language-math"))
  );
}

function sourceOf(node: Element, source: string): Element {
  return { ...node, properties: {}, children: [text(hasClass(node, "math-inline") ? `$${source}$` : source)] };
}

function deepestBrace(source: string): number {
  let depth = 0;
  let deepest = 0;
  for (const character of source) {
    if (character === "{") depth += 1;
    else if (character === "}") depth -= 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

function cleanFormula(node: Element): Element {
  const children: ElementContent[] = node.children.flatMap((child): ElementContent[] => {
    if (child.type === "text") return [child];
    if (child.type !== "element" || child.tagName === "annotation") return [];
    const clean = cleanFormula(child);
    // A phantom is a way to hide words in a formula: its content is shown. `semantics` is a wrapper of the annotation.
    return KEPT_ELEMENTS.has(child.tagName) ? [clean] : clean.children;
  });
  const properties = Object.fromEntries(
    Object.entries(node.properties).filter(
      ([name, value]) => KEPT_ATTRIBUTES.has(name.toLowerCase()) && !movesAway(String(value)),
    ),
  );
  return element(node.tagName, properties, children);
}

/** Spacing that would pull a formula over what stands beside it. */
function movesAway(value: string): boolean {
  return value.startsWith("-") && Number.parseFloat(value) < -2;
}
