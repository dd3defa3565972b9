/** The languages in which mails are written. */
type MailLanguage = "en" | "zh-CN";

/** What one reader is told, in one language; a mail to a stranger has it in both. */
export interface MailPart {
  readonly language: MailLanguage;
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** Exact amounts, references and times, each with its name. */
  readonly facts?: readonly (readonly [name: string, value: string])[];
  /** Why this mail came. */
  readonly why?: string;
}

/** What a mail is made of: words, and the one thing to do. */
export interface MailWords {
  readonly subject: string;
  readonly parts: readonly [MailPart, ...MailPart[]];
  readonly act?: { readonly label: string; readonly href: string };
}

/** A mail's two bodies: the same words, for programs that show HTML and for those that do not. */
export interface MailBodies {
  readonly text: string;
  readonly html: string;
}

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

/* Mail programs drop most style sheets: everything needed stands at the element, the sheet only adds the dark look. */
const STYLE = {
  body: "margin:0;padding:0;background:#f6f8f7;color:#13201c",
  page: `max-width:36rem;margin:0 auto;padding:24px 16px;font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"PingFang SC","Microsoft YaHei",sans-serif`,
  name: "margin:0 0 16px;font-size:19px;font-weight:700",
  card: "padding:24px;background:#ffffff;border:1px solid #cfd8d4;border-radius:8px",
  part: "margin:0 0 24px",
  title: "margin:0 0 12px;font-size:22px;line-height:1.25;overflow-wrap:anywhere",
  text: "margin:0 0 12px;overflow-wrap:anywhere",
  facts: "margin:16px 0;padding:12px 16px;background:#edf1ef;border-radius:4px",
  name2: "color:#4b5b56;font-size:14px",
  value: "margin:0 0 8px;font-weight:600;font-variant-numeric:tabular-nums;overflow-wrap:anywhere",
  button:
    "display:inline-block;padding:12px 24px;background:#0b6b5b;color:#ffffff;border-radius:4px;font-weight:600;text-decoration:none",
  small: "margin:16px 0 0;color:#4b5b56;font-size:14px;overflow-wrap:anywhere",
  link: "color:#0b5f75",
} as const;
const DARK = `@media (prefers-color-scheme: dark) {
body { background: #0e1513 !important; color: #e8efec !important; }
.card { background: #16201d !important; border-color: #2c3a35 !important; }
.facts { background: #0a100e !important; }
.muted { color: #a9bab4 !important; }
.button { background: #57c9b1 !important; color: #05231d !important; }
.link { color: #7cc7e0 !important; }
}`;

const styled = (name: keyof typeof STYLE, className = ""): string =>
  `${className === "" ? "" : ` class="${className}"`} style="${escapeHtml(STYLE[name])}"`;

const OTHER_WAY = {
  en: "If the button does nothing, open this address:",
  "zh-CN": "如果按钮无法使用，请打开此地址：",
} as const;

function factsHtml(facts: MailPart["facts"] = []): string {
  if (facts.length === 0) return "";
  const rows = facts.map(
    ([name, value]) =>
      `<dt${styled("name2", "muted")}>${escapeHtml(name)}</dt><dd${styled("value")}>${escapeHtml(value)}</dd>`,
  );
  return `<dl${styled("facts", "facts")}>${rows.join("")}</dl>`;
}

const partHtml = ({ language, title, paragraphs, facts }: MailPart, rank: "h1" | "h2"): string =>
  `<div lang="${language}"${styled("part")}><${rank}${styled("title")}>${escapeHtml(title)}</${rank}>${paragraphs
    .map((text) => `<p${styled("text")}>${escapeHtml(text)}</p>`)
    .join("")}${factsHtml(facts)}</div>`;

function actHtml({ act, parts: [{ language }] }: MailWords): string {
  if (act === undefined) return "";
  const href = escapeHtml(act.href);
  return (
    `<p${styled("text")}><a href="${href}" target="_blank" rel="noopener"${styled("button", "button")}>${escapeHtml(act.label)}</a></p>` +
    `<p${styled("small", "muted")}>${OTHER_WAY[language]}<br><a href="${href}" target="_blank" rel="noopener"${styled("link", "link")}>${href}</a></p>`
  );
}

function htmlOf(words: MailWords): string {
  const { subject, parts } = words;
  const [{ language }] = parts;
  const why = parts.flatMap((part) => part.why ?? []);
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(subject)}</title>
<style>${DARK}</style>
</head>
<body${styled("body")}>
<main${styled("page")}>
<p${styled("name")}>${language === "en" ? "Firstlot" : "首批"}</p>
<div${styled("card", "card")}>${parts.map((part, at) => partHtml(part, at === 0 ? "h1" : "h2")).join("\n")}
${actHtml(words)}</div>
${why.map((text) => `<p${styled("small", "muted")}>${escapeHtml(text)}</p>`).join("")}
</main>
</body>
</html>
`;
}

/** One part as plain text: its words and facts; the title is the mail's subject already. */
const partText = ({ paragraphs, facts = [] }: MailPart): string =>
  [
    ...paragraphs,
    ...(facts.length === 0 ? [] : [facts.map(([name, value]) => `${name}: ${value}`).join("\n")]),
  ].join("\n\n");

function textOf({ parts, act }: MailWords): string {
  const why = parts.flatMap((part) => part.why ?? []);
  return `${[...parts.map(partText), ...(act === undefined ? [] : [`${act.label}: ${act.href}`]), ...why].join("\n\n")}\n`;
}

/**
 * The bodies of a mail. Nothing is loaded and nothing runs: no picture, no script, no table for looks; every word is
 * escaped, so that what people wrote stays text.
 */
export const mailBodies = (words: MailWords): MailBodies => ({ text: textOf(words), html: htmlOf(words) });
