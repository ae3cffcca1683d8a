/** A colour as every program reads it. */
export interface Colour {
  /** "#1a2b3c". */
  hex: string;
  /** In [0, 1]. */
  opacity: number;
}

/** Turns any colour that the browser knows, mixed ones too, into plain ones: it paints a point and looks. */
export function createColours(document: Document): { read(css: string): Colour } {
  const canvas = document.createElement("canvas");
  canvas.width = 1;
  canvas.height = 1;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  const known = new Map<string, Colour>();

  function look(css: string): Colour {
    if (!pen || css === "" || css === "transparent") return { hex: "#000000", opacity: 0 };
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = css;
    pen.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 0] = pen.getImageData(0, 0, 1, 1).data;
    const hex = [red, green, blue].map((part) => part.toString(16).padStart(2, "0")).join("");
    return { hex: `#${hex}`, opacity: alpha / 255 };
  }

  return {
    read(css) {
      const colour = known.get(css) ?? look(css);
      known.set(css, colour);
      return colour;
    },
  };
}
