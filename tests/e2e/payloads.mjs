// Script in every place where somebody's text may hide it. Each sets `window.ran` when a page lets it run.

const RUN = "window.ran=true";
const vectors = [
  `<script>${RUN}</script>`,
  `<ScRiPt>${RUN}</sCrIpT>`,
  `<script src="https://example.invalid/x.js"></script>`,
  `<img src=x onerror="${RUN}">`,
  `<img src=x onerror=${RUN}//`,
  `<svg onload="${RUN}"></svg>`,
  `<svg><script>${RUN}</script></svg>`,
  `<svg><animate onbegin="${RUN}" attributeName=x dur=1s></svg>`,
  `<svg><a xlink:href="javascript:${RUN}"><text>x</text></a></svg>`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${RUN}&gt;">`,
  `<body onload="${RUN}">`,
  `<iframe src="javascript:${RUN}"></iframe>`,
  `<iframe srcdoc="<script>parent.ran=true</script>"></iframe>`,
  `<object data="javascript:${RUN}"></object>`,
  `<embed src="javascript:${RUN}">`,
  `<form action="javascript:${RUN}"><input type=submit autofocus onfocus="${RUN}"></form>`,
  `<input autofocus onfocus="${RUN}">`,
  `<details open ontoggle="${RUN}">x</details>`,
  `<video><source onerror="${RUN}"></video>`,
  `<audio src=x onerror="${RUN}"></audio>`,
  `<marquee onstart="${RUN}">x</marquee>`,
  `<style>@import "https://example.invalid/x.css";</style>`,
  `<style onload="${RUN}"></style>`,
  `<link rel=stylesheet href="https://example.invalid/x.css" onload="${RUN}">`,
  `<meta http-equiv="refresh" content="0;url=javascript:${RUN}">`,
  `<base href="https://example.invalid/">`,
  `<a href="javascript:${RUN}">x</a>`,
  `<a href="java&#10;script:${RUN}">x</a>`,
  `<a href="data:text/html,<script>${RUN}</script>">x</a>`,
  `[x](javascript:${RUN})`,
  `[x](  JaVaScRiPt:${RUN})`,
  `[x](data:text/html;base64,PHNjcmlwdD53aW5kb3cucmFuPTE8L3NjcmlwdD4=)`,
  `![x](javascript:${RUN})`,
  `![x](https://example.invalid/spy.png)`,
  `![x" onerror="${RUN}](x)`,
  `<p style="background:url(https://example.invalid/spy.png)">x</p>`,
  `"><script>${RUN}</script>`,
  `'-(${RUN})-'`,
  `\${${RUN}}`,
  `{{constructor.constructor('${RUN}')()}}`,
];

const places = [
  (vector) => vector,
  (vector) => `> ${vector}`,
  (vector) => `- ${vector}`,
  (vector) => `| a | b |\n|---|---|\n| ${vector.replaceAll("|", "\\|")} | c |`,
  (vector) => `### ${vector}`,
];

/** Two hundred pieces of Markdown: each way to run script, in each place of a document. */
export const payloads = vectors.flatMap((vector) => places.map((place) => place(vector)));

/** The same ways, each short enough for a title. */
export const titles = vectors;
