import { Buffer } from "node:buffer";
import { assertNever } from "../kernel/invariant.ts";
import { err, ok, type Result } from "../kernel/result.ts";

const MB = 1024 * 1024;

/** Kinds of file that evidence may be, with the content types that may declare them and their size limit. */
export const FILE_KINDS = {
  pdf: { contentTypes: ["application/pdf"], bytesMax: 20 * MB },
  png: { contentTypes: ["image/png"], bytesMax: 10 * MB },
  jpeg: { contentTypes: ["image/jpeg"], bytesMax: 10 * MB },
  text: { contentTypes: ["text/csv", "text/plain", "application/csv"], bytesMax: 20 * MB },
} as const;
export type FileKind = keyof typeof FILE_KINDS;

/** Pixels of an image: a picture that unpacks to more is a bomb, not a scan. */
export const IMAGE_PIXELS_MAX = 60_000_000;

/** Why an uploaded file is refused; nothing of it is kept as evidence. */
export type FileRefusal = Readonly<
  | { kind: "file_empty" }
  | { kind: "file_too_large"; bytes: number; bytesMax: number }
  | { kind: "file_kind_unknown" }
  | { kind: "content_type_mismatch"; declared: string; detected: FileKind }
  | { kind: "archive_not_accepted" }
  | { kind: "spreadsheet_not_accepted" }
  | { kind: "markup_not_accepted" }
  | { kind: "two_files_in_one" }
  | { kind: "active_content" }
  | { kind: "file_damaged" }
  | { kind: "image_too_large"; pixels: number; pixelsMax: number }
  | { kind: "virus_signature" }
>;

/** A file that is what it says. */
export type InspectedFile = Readonly<{ kind: FileKind; bytes: number }>;

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** The antivirus test file, in two parts so that no scanner mistakes this source for it. */
export const EICAR = Buffer.from(
  ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-", "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].join(""),
);
const ARCHIVE_HEADS: readonly (readonly number[])[] = [
  [0x50, 0x4b, 0x05, 0x06], // zip, empty
  [0x1f, 0x8b], // gzip
  [0x42, 0x5a, 0x68], // bzip2
  [0xfd, 0x37, 0x7a, 0x58, 0x5a], // xz
  [0x37, 0x7a, 0xbc, 0xaf], // 7z
  [0x52, 0x61, 0x72, 0x21], // rar
  [0x28, 0xb5, 0x2f, 0xfd], // zstd
];
/** The end record of a zip stands in the last 22 bytes and a comment of at most 65,535. */
const ZIP_END_WINDOW = 22 + 65_535;
/** Readers accept a PDF header anywhere in this many first bytes: that is how a file becomes two. */
const PDF_HEADER_WINDOW = 1_024;

const startsWith = (file: Buffer, head: readonly number[]): boolean =>
  head.every((byte, index) => file[index] === byte);

function hasZipEnd(file: Buffer): boolean {
  return file.subarray(Math.max(0, file.length - ZIP_END_WINDOW)).includes("PK\x05\x06", 0, "latin1");
}

const isBlank = (bytes: Buffer): boolean =>
  bytes.every((byte) => byte === 0 || byte === 0x20 || (byte >= 9 && byte <= 13));

/** Whether a PDF's names ask for a script, a program, an embedded file or rich media. */
export const hasActiveName = (names: string): boolean =>
  /\/(JavaScript|Launch|EmbeddedFiles?|RichMedia)(?![A-Za-z])/.test(names);

/** Names in a PDF may spell any letter as `#4a`; undone before the search. */
function inspectPdf(file: Buffer): FileRefusal | undefined {
  const end = file.lastIndexOf("%%EOF", undefined, "latin1");
  if (end === -1) return { kind: "file_damaged" };
  if (!isBlank(file.subarray(end + 5)) || hasZipEnd(file)) return { kind: "two_files_in_one" };
  const names = file
    .toString("latin1")
    .replace(/#([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return hasActiveName(names) ? { kind: "active_content" } : undefined;
}

function pixelsRefused(width: number, height: number): FileRefusal | undefined {
  const pixels = width * height;
  return pixels > IMAGE_PIXELS_MAX
    ? { kind: "image_too_large", pixels, pixelsMax: IMAGE_PIXELS_MAX }
    : undefined;
}

/** Walks the chunks: the image ends with IEND, and the file ends there too. */
function inspectPng(file: Buffer): FileRefusal | undefined {
  let at = PNG_SIGNATURE.length;
  let first = true;
  while (at + 12 <= file.length) {
    const length = file.readUInt32BE(at);
    const type = file.toString("latin1", at + 4, at + 8);
    if (first && (type !== "IHDR" || length !== 13 || at + 25 > file.length)) return { kind: "file_damaged" };
    if (first) {
      const refused = pixelsRefused(file.readUInt32BE(at + 8), file.readUInt32BE(at + 12));
      if (refused) return refused;
    }
    first = false;
    at += 12 + length;
    if (type === "IEND") return at === file.length ? undefined : { kind: "two_files_in_one" };
  }
  return { kind: "file_damaged" };
}

const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** Walks the segments to the picture's size; the file ends with the end-of-image mark. */
function inspectJpeg(file: Buffer): FileRefusal | undefined {
  let last = file.length;
  while (last > 2 && file[last - 1] === 0) last -= 1;
  if (file[last - 2] !== 0xff || file[last - 1] !== 0xd9 || hasZipEnd(file))
    return { kind: "two_files_in_one" };
  let at = 2;
  while (at + 9 <= file.length) {
    if (file[at] !== 0xff) return { kind: "file_damaged" };
    const marker = file[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1; // padding before a marker
      continue;
    }
    if (isFrame(marker)) return pixelsRefused(file.readUInt16BE(at + 7), file.readUInt16BE(at + 5));
    at += 2 + file.readUInt16BE(at + 2);
  }
  return { kind: "file_damaged" };
}

function inspectText(file: Buffer): FileRefusal | undefined {
  const utf16 = startsWith(file, [0xff, 0xfe]);
  const text = utf16 ? file.toString("utf16le") : file.toString("latin1");
  if (text.includes("\0")) return { kind: "file_kind_unknown" };
  const head = text.replace(/^(\ufeff|\u00ef\u00bb\u00bf)/, "").trimStart();
  if (head.startsWith("<") || /<(script|svg|html|iframe)[\s>/]/i.test(text))
    return { kind: "markup_not_accepted" };
  return hasZipEnd(file) ? { kind: "two_files_in_one" } : undefined;
}

function inspectAs(kind: FileKind, file: Buffer): FileRefusal | undefined {
  switch (kind) {
    case "pdf":
      return inspectPdf(file);
    case "png":
      return inspectPng(file);
    case "jpeg":
      return inspectJpeg(file);
    case "text":
      return inspectText(file);
  }
  return assertNever(kind);
}

/** The kind a file is by its first bytes; text is what begins like nothing else and holds no control bytes. */
function detectKind(file: Buffer): Result<FileKind, FileRefusal> {
  if (startsWith(file, [0x25, 0x50, 0x44, 0x46, 0x2d])) return ok("pdf");
  const hiddenPdf = file.subarray(0, PDF_HEADER_WINDOW).includes("%PDF-", 0, "latin1");
  if (hiddenPdf) return err({ kind: "two_files_in_one" });
  if (file.subarray(0, PNG_SIGNATURE.length).equals(PNG_SIGNATURE)) return ok("png");
  if (startsWith(file, [0xff, 0xd8, 0xff])) return ok("jpeg");
  if (startsWith(file, [0x50, 0x4b, 0x03, 0x04])) {
    const spreadsheet =
      file.includes("xl/", 0, "latin1") && file.includes("[Content_Types].xml", 0, "latin1");
    return err({ kind: spreadsheet ? "spreadsheet_not_accepted" : "archive_not_accepted" });
  }
  if (startsWith(file, [0xd0, 0xcf, 0x11, 0xe0])) return err({ kind: "spreadsheet_not_accepted" });
  if (ARCHIVE_HEADS.some((head) => startsWith(file, head))) return err({ kind: "archive_not_accepted" });
  const controls = file
    .subarray(0, 4_096)
    .some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27));
  const utf16 = startsWith(file, [0xff, 0xfe]);
  return controls && !utf16 ? err({ kind: "file_kind_unknown" }) : ok("text");
}

/**
 * Says what a file is by its bytes, and refuses one that is not what it declares, is two files at once, carries a
 * script, an archive or the antivirus test signature. It does not see into compressed streams: that is
 * the work of the quarantine (`look-inside.ts`).
 * @param declared content type named by the uploader; parameters such as `charset` are ignored
 * @see docs/rules/evidence.md#files
 */
export function inspectFile(bytes: Uint8Array, declared: string): Result<InspectedFile, FileRefusal> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.length === 0) return err({ kind: "file_empty" });
  const largest = Math.max(...Object.values(FILE_KINDS).map(({ bytesMax }) => bytesMax));
  if (file.length > largest) return err({ kind: "file_too_large", bytes: file.length, bytesMax: largest });
  if (file.includes(EICAR)) return err({ kind: "virus_signature" });
  const detected = detectKind(file);
  if (!detected.ok) return detected;
  const kind = detected.value;
  const { contentTypes, bytesMax } = FILE_KINDS[kind];
  if (file.length > bytesMax) return err({ kind: "file_too_large", bytes: file.length, bytesMax });
  const refused = inspectAs(kind, file);
  if (refused) return err(refused);
  const type = declared.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  return contentTypes.some((known) => known === type)
    ? ok({ kind, bytes: file.length })
    : err({ kind: "content_type_mismatch", declared: type.slice(0, 80), detected: kind });
}
