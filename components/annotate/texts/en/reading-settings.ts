import { count } from "@/components/annotate/texts/forms";

export const en = {
  title: "Text and scrolling",
  size: "Size of the text",
  smaller: "Smaller",
  larger: "Larger",
  pixels: (n: number) => `${count(n)} px`,
  lines: "Lines",
  widths: { measure: "A good length", full: "As wide as the column" },
  together: "Both responses scroll together. On a phone they are cards, and always do.",
  search: "To search, use the browser's own search: every text of the comparison is in the page, earlier turns too.",
  close: "Close",
};
