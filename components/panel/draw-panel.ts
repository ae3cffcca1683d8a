import { createColours } from "./colours";
import { drawLines } from "./draw-lines";
import { type Box, escapeXml, round } from "./xml";

/** A panel as a drawing that stands alone. */
export interface Drawing {
  svg: string;
  /** In px. */
  width: number;
  height: number;
}

const MARGIN = 16;
/** What belongs to the page, not to the figure. */
const LEFT_OUT = "[data-panel-tools], .figure-table, .sr-only";
/** What a class says of a shape in the page, and an attribute must say of it outside. */
const WRITTEN = ["stroke-width", "stroke-dasharray", "opacity", "font-size", "font-weight", "text-anchor"] as const;

/**
 * A figure as SVG, as it is seen: drawings with the styles that they have now, and the text, grounds and lines of tables around them. It
 * names no class, no font file and no other address, so that it looks the same elsewhere.
 */
export function drawPanel(figure: HTMLElement, title: string): Drawing {
  const page = figure.getBoundingClientRect();
  const colours = createColours(figure.ownerDocument);
  const parts: string[] = [];
  let right = page.width;
  let bottom = 0;
  const place = (rect: DOMRect) => {
    right = Math.max(right, rect.right - page.left);
    bottom = Math.max(bottom, rect.bottom - page.top);
    return { x: rect.left - page.left, y: rect.top - page.top, width: rect.width, height: rect.height };
  };

  function visit(node: Node): void {
    if (node instanceof Text) {
      for (const line of drawLines(node, colours, place)) parts.push(line);
    } else if (node instanceof SVGSVGElement) {
      parts.push(drawShapes(node, place(node.getBoundingClientRect())));
    } else if (node instanceof HTMLElement && isSeen(node)) {
      // The figure itself may be stretched by its neighbours: it ends where its content ends.
      if (node !== figure) parts.push(...drawBox(node, place(node.getBoundingClientRect())));
      for (const child of node.childNodes) visit(child);
    }
  }

  function drawShapes(svg: SVGSVGElement, { x, y, width, height }: Box): string {
    const copy = svg.cloneNode(true) as SVGSVGElement; // a copy is what it was copied from
    const written = [copy, ...copy.querySelectorAll<SVGElement>("*")];
    for (const [i, shape] of [svg, ...svg.querySelectorAll<SVGElement>("*")].entries()) {
      const target = written[i];
      if (target) writeStyle(target, getComputedStyle(shape), colours);
    }
    for (const told of copy.querySelectorAll("title, desc, [data-unseen]")) told.remove();
    for (const [name, value] of Object.entries({ x, y, width, height })) copy.setAttribute(name, String(round(value)));
    copy.setAttribute("overflow", "visible");
    return new XMLSerializer().serializeToString(copy);
  }

  function drawBox(element: HTMLElement, box: Box): string[] {
    const style = getComputedStyle(element);
    const drawn: string[] = [];
    const ground = colours.read(style.backgroundColor);
    if (ground.opacity > 0) drawn.push(toRect(box, `fill="${ground.hex}"${opacityOf(ground)}${roundOf(style)}`));
    const ring = /^(rgba?\([^)]*\)|#\w+|color\([^)]*\)|okl\w+\([^)]*\)) 0px 0px 0px ([\d.]+)px inset/.exec(style.boxShadow);
    if (ring) drawn.push(toRect(box, `fill="none" stroke="${colours.read(ring[1] ?? "").hex}" stroke-width="${ring[2]}"`));
    return [...drawn, ...drawBorders(style, box)];
  }

  function drawBorders(style: CSSStyleDeclaration, { x, y, width, height }: Box): string[] {
    const ends = {
      top: [x, y, x + width, y],
      right: [x + width, y, x + width, y + height],
      bottom: [x, y + height, x + width, y + height],
      left: [x, y, x, y + height],
    } as const;
    return Object.entries(ends).flatMap(([side, [x1, y1, x2, y2]]) => {
      const size = Number.parseFloat(style.getPropertyValue(`border-${side}-width`));
      const colour = colours.read(style.getPropertyValue(`border-${side}-color`));
      if (!(size > 0) || style.getPropertyValue(`border-${side}-style`) === "none" || colour.opacity === 0) return [];
      const at = `x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}"`;
      return [`<line ${at} stroke="${colour.hex}"${opacityOf(colour, "stroke-opacity")} stroke-width="${size}"/>`];
    });
  }

  visit(figure);
  const ground = colours.read(getComputedStyle(figure.ownerDocument.body).backgroundColor);
  const width = Math.ceil(right + 2 * MARGIN);
  const height = Math.ceil(bottom + 2 * MARGIN);
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${-MARGIN} ${-MARGIN} ${width} ${height}">`,
    `<title>${escapeXml(title)}</title>`,
    toRect({ x: -MARGIN, y: -MARGIN, width, height }, `fill="${ground.opacity > 0 ? ground.hex : "#ffffff"}"`),
    ...parts,
    "</svg>",
  ].join("\n");
  return { svg, width, height };
}

function isSeen(element: HTMLElement): boolean {
  if (element.matches(LEFT_OUT)) return false;
  const { display, visibility } = getComputedStyle(element);
  return display !== "none" && visibility !== "hidden";
}

/** What the page's classes make of a shape, as attributes of its own. */
function writeStyle(target: SVGElement, style: CSSStyleDeclaration, colours: ReturnType<typeof createColours>): void {
  for (const name of ["class", "style", "id", "role", "aria-labelledby", "aria-hidden"]) target.removeAttribute(name);
  if (style.display === "none") target.setAttribute("data-unseen", "");
  for (const paint of ["fill", "stroke"] as const) {
    const value = style.getPropertyValue(paint);
    const colour = value === "none" ? null : colours.read(value);
    target.setAttribute(paint, colour && colour.opacity > 0 ? colour.hex : "none");
    if (colour && colour.opacity < 1) target.setAttribute(`${paint}-opacity`, String(colour.opacity));
  }
  for (const name of WRITTEN) {
    const value = style.getPropertyValue(name);
    if (value !== "" && value !== "none") target.setAttribute(name, value);
  }
  target.setAttribute("font-family", "Inter, Helvetica, Arial, sans-serif");
}

function toRect({ x, y, width, height }: Box, rest: string): string {
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" ${rest}/>`;
}

function opacityOf({ opacity }: { opacity: number }, name = "fill-opacity"): string {
  return opacity < 1 ? ` ${name}="${round(opacity)}"` : "";
}

function roundOf({ borderTopLeftRadius }: CSSStyleDeclaration): string {
  const radius = Number.parseFloat(borderTopLeftRadius);
  return radius > 0 && !borderTopLeftRadius.includes("%") ? ` rx="${radius}"` : "";
}
