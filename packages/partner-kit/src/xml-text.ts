import { XMLParser, XMLValidator } from "fast-xml-parser";
import { err, ok, type Result } from "./result.ts";
import type { StatementFileRefusal } from "./statement.ts";

/** The largest statement file in bytes. */
export const STATEMENT_BYTES_MAX = 5_000_000;
const DEPTH_MAX = 32;

/** Characters that XML text must not hold literally. */
const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};
const PREDEFINED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** Text as the content of an element or attribute. */
export const xmlEscaped = (text: string): string => text.replace(/[&<>"']/g, (char) => ESCAPES[char] ?? char);

function character(code: number): string {
  const allowed =
    code === 0x9 ||
    code === 0xa ||
    code === 0xd ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0x10ffff);
  return allowed ? String.fromCodePoint(code) : "\uFFFD";
}

/** Text as it is meant: the five predefined entities and numeric ones; others cannot occur without a document type. */
export const xmlUnescaped = (text: string): string =>
  text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w+));/g, (whole, hex, decimal, name) => {
    if (typeof hex === "string") return character(Number.parseInt(hex, 16));
    if (typeof decimal === "string") return character(Number.parseInt(decimal, 10));
    return PREDEFINED[String(name)] ?? whole;
  });

/** One pass over the tags in linear time: refuses document types and deep nesting before any parser allocates for them. */
function scan(xml: string): StatementFileRefusal | undefined {
  let depth = 0;
  let at = xml.indexOf("<");
  while (at !== -1) {
    const [open, close] = xml.startsWith("<!--", at)
      ? ["<!--", "-->"]
      : xml.startsWith("<![CDATA[", at)
        ? ["<![CDATA[", "]]>"]
        : xml.startsWith("<?", at)
          ? ["<?", "?>"]
          : ["<", ">"];
    if (open === "<" && xml.startsWith("<!", at)) return { kind: "document_type_not_allowed" };
    const end = xml.indexOf(close, at + open.length);
    if (end === -1) return { kind: "not_well_formed", detail: "a tag is not closed" };
    if (open === "<") {
      if (xml.startsWith("</", at)) depth -= 1;
      else if (!xml.startsWith("/", end - 1)) depth += 1;
      if (depth > DEPTH_MAX) return { kind: "nested_too_deep", max: DEPTH_MAX };
    }
    at = xml.indexOf("<", end);
  }
  return undefined;
}

/** The text of a file, as UTF-8 and of bounded size. */
export function fileText(file: string | Uint8Array): Result<string, StatementFileRefusal> {
  const bytes = typeof file === "string" ? Buffer.byteLength(file) : file.length;
  if (bytes > STATEMENT_BYTES_MAX) return err({ kind: "file_too_large", maxBytes: STATEMENT_BYTES_MAX });
  if (typeof file === "string") return ok(file.replace(/^\uFEFF/, ""));
  try {
    return ok(new TextDecoder("utf-8", { fatal: true }).decode(file));
  } catch {
    return err({ kind: "not_utf8" });
  }
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  trimValues: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  isArray: (name) =>
    ["Stmt", "Bal", "Ntry", "NtryDtls", "TxDtls", "Ustrd", "Strd", "AddtlInf"].includes(name),
});

/**
 * The tree of a well-formed document with its root's namespace. Values stay text (`10.10`), entities stay escaped,
 * repeated elements are always lists.
 */
export function xmlTree(xml: string): Result<{ namespace: string; tree: unknown }, StatementFileRefusal> {
  const encoding = /^<\?xml[^>]*\sencoding=["']([^"']+)["']/.exec(xml)?.[1];
  if (encoding !== undefined && !/^(utf-?8|us-ascii)$/i.test(encoding)) return err({ kind: "not_utf8" });
  const refused = scan(xml);
  if (refused) return err(refused);
  const valid = XMLValidator.validate(xml);
  if (valid !== true) return err({ kind: "not_well_formed", detail: valid.err.msg });
  const root = /<(?:(\w+):)?Document\b([^<>]*)>/.exec(xml);
  if (!root) return err({ kind: "unsupported_message", namespace: "" });
  const [, prefix, attributes = ""] = root;
  const name = prefix === undefined ? "xmlns" : `xmlns:${prefix}`;
  const namespace = new RegExp(`(?:^|\\s)${name}\\s*=\\s*["']([^"']*)["']`).exec(attributes)?.[1] ?? "";
  try {
    const tree: unknown = parser.parse(xml);
    return ok({ namespace, tree });
  } catch {
    return err({ kind: "not_well_formed", detail: "the document cannot be parsed" });
  }
}
