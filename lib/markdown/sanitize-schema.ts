import type { Options } from "rehype-sanitize";

/**
 * What may leave the Markdown converter: text structure, and of attributes only those that this room itself sets or needs. No id, so that
 * nothing in one response can be reached, named or styled from elsewhere; no style; links of three schemes.
 */
export const sanitizeSchema: Options = {
  tagNames: [
    ..."p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre code em strong del br hr a span sup table thead tbody tr th td".split(" "),
  ],
  attributes: {
    a: ["href"],
    code: [["className", /^language-[\w+#.-]{1,40}$/, "math-inline", "math-display"]],
    ol: ["start"],
    p: [["className", "md-source", "md-footnote"]],
    span: [["className", "md-target", "md-image", "md-footnote"]],
    td: ["align"],
    th: ["align"],
  },
  protocols: { href: ["http", "https", "mailto"] },
  ancestors: { thead: ["table"], tbody: ["table"], tr: ["table"], th: ["table"], td: ["table"], li: ["ul", "ol"] },
  required: {},
  clobber: [],
  strip: ["script", "style"],
  allowComments: false,
  allowDoctypes: false,
};
