import { Buffer } from "node:buffer";
import { inflateSync, constants as zlib } from "node:zlib";
import { z } from "zod";
import { err, ok, type Result } from "../kernel/result.ts";
import { EICAR, type FileRefusal, hasActiveName, inspectFile } from "./magic-bytes.ts";
import type { FileScanner } from "./scan-evidence.ts";

const MB = 1024 * 1024;

/** Bytes that all packed parts of a file may unpack to; a paper that unpacks to more is a bomb. */
export const UNPACKED_BYTES_MAX = 32 * MB;
/** Packed parts of one file that are looked at. */
export const PARTS_MAX = 20_000;
/** Bytes before the word `stream` in which its dictionary stands. */
const DICTIONARY_BYTES_MAX = 8_192;
/** A part that is packed more often than this hides something. */
const LAYERS_MAX = 2;

/** Why a file is refused once its packed parts were looked at. */
export type InsideRefusal = Readonly<
  | FileRefusal
  /** It unpacks to more than any paper does. */
  | { kind: "unpacks_too_large"; bytesMax: number }
  /** Encrypted, or packed in a way that nobody here can look into. */
  | { kind: "cannot_be_scanned" }
>;
type Looked = Result<void, InsideRefusal>;

const OK: Looked = ok(undefined);

const isTooLarge = (error: unknown): boolean =>
  z.object({ code: z.literal("ERR_BUFFER_TOO_LARGE") }).safeParse(error).success;

/** Unpacks one part within what is left of the budget; `undefined` when it is no packed part. */
function unpack(bytes: Buffer, budget: number): Result<Buffer | undefined, InsideRefusal> {
  if (budget <= 0) return err({ kind: "unpacks_too_large", bytesMax: UNPACKED_BYTES_MAX });
  try {
    return ok(inflateSync(bytes, { maxOutputLength: budget, finishFlush: zlib.Z_SYNC_FLUSH }));
  } catch (error) {
    if (isTooLarge(error)) return err({ kind: "unpacks_too_large", bytesMax: UNPACKED_BYTES_MAX });
    return ok(undefined);
  }
}

/** Names of a PDF may spell any letter as `#4a`. */
const plainNames = (text: string): string =>
  text.replace(/#([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

interface Part {
  /** The dictionary before it, names spelled out. */
  readonly about: string;
  readonly bytes: Buffer;
}

/** The streams of a PDF, one after the other. */
function* streamsOf(file: Buffer): Generator<Part> {
  let at = file.indexOf("stream", 0, "latin1");
  for (let parts = 0; at !== -1 && parts < PARTS_MAX; parts++) {
    const isEnd = file.toString("latin1", Math.max(0, at - 3), at) === "end";
    const begin = at + "stream".length;
    if (isEnd) {
      at = file.indexOf("stream", begin, "latin1");
      continue;
    }
    const before = file.toString("latin1", Math.max(0, at - DICTIONARY_BYTES_MAX), at);
    const about = plainNames(before.slice(before.lastIndexOf("obj") + 1));
    const end = file.indexOf("endstream", begin, "latin1");
    const from = file[begin] === 0x0d ? begin + 2 : begin + 1;
    yield { about, bytes: file.subarray(from, end === -1 ? file.length : end) };
    at = end === -1 ? -1 : file.indexOf("stream", end + "endstream".length, "latin1");
  }
}

const isObjects = ({ about }: Part): boolean => /\/Type\s*\/ObjStm\b/.test(about);
const isPicture = ({ about }: Part): boolean => /\/Subtype\s*\/Image\b/.test(about);
const layersOf = ({ about }: Part): number => about.match(/\/(FlateDecode|Fl)\b/g)?.length ?? 0;
const isOtherwisePacked = ({ about }: Part): boolean =>
  /\/(LZWDecode|LZW|ASCII85Decode|A85|ASCIIHexDecode|AHx|RunLengthDecode|RL|Crypt)\b/.test(about);

/** Unpacks a stream and says whether what it holds may be there. @returns the bytes that it unpacked to */
function lookIntoStream(part: Part, budget: number): Result<number, InsideRefusal> {
  const layers = layersOf(part);
  if (isObjects(part) && (isOtherwisePacked(part) || layers > LAYERS_MAX))
    return err({ kind: "cannot_be_scanned" });
  if (layers === 0 || (isPicture(part) && !isObjects(part))) return ok(0);
  let bytes = part.bytes;
  let used = 0;
  for (let layer = 0; layer < Math.min(layers, LAYERS_MAX); layer++) {
    const unpacked = unpack(bytes, budget - used);
    if (!unpacked.ok) return unpacked;
    if (unpacked.value === undefined) return isObjects(part) ? err({ kind: "file_damaged" }) : ok(used);
    bytes = unpacked.value;
    used += bytes.length;
  }
  if (bytes.includes(EICAR)) return err({ kind: "virus_signature" });
  if (isObjects(part) && hasActiveName(plainNames(bytes.toString("latin1"))))
    return err({ kind: "active_content" });
  return ok(used);
}

function lookIntoPdf(file: Buffer): Looked {
  if (/\/Encrypt\s*(<<|\d+\s+\d+\s+R)/.test(file.toString("latin1")))
    return err({ kind: "cannot_be_scanned" });
  let budget = UNPACKED_BYTES_MAX;
  let parts = 0;
  for (const part of streamsOf(file)) {
    parts += 1;
    if (parts >= PARTS_MAX) return err({ kind: "unpacks_too_large", bytesMax: UNPACKED_BYTES_MAX });
    const looked = lookIntoStream(part, budget);
    if (!looked.ok) return looked;
    budget -= looked.value;
  }
  return OK;
}

/** Texts in a PNG may be packed: nothing but words belongs there. */
function lookIntoPng(file: Buffer): Looked {
  let budget = UNPACKED_BYTES_MAX;
  for (let at = 8; at + 12 <= file.length; ) {
    const length = file.readUInt32BE(at);
    const type = file.toString("latin1", at + 4, at + 8);
    const data = file.subarray(at + 8, at + 8 + length);
    if (type === "zTXt" || type === "iTXt") {
      const packed = data.indexOf(0x78); // every packed text begins with this byte
      const unpacked = packed === -1 ? ok(undefined) : unpack(data.subarray(packed), budget);
      if (!unpacked.ok) return unpacked;
      const text = unpacked.value ?? data;
      budget -= text.length;
      if (text.includes(EICAR)) return err({ kind: "virus_signature" });
      if (/<(script|svg|html|iframe)[\s>/]/i.test(text.toString("latin1")))
        return err({ kind: "active_content" });
    }
    at += 12 + length;
  }
  return OK;
}

/**
 * Looks into a file as far as bytes can be unpacked: object streams of a PDF for scripts, launches and embedded
 * files, every packed stream for the antivirus test signature and for bombs, packed texts of a PNG. What the upload has
 * checked is checked again.
 * @param declared the content type that the file was uploaded with
 * @see docs/rules/evidence.md#quarantine
 */
export function lookInside(bytes: Uint8Array, declared: string): Looked {
  const inspected = inspectFile(bytes, declared);
  if (!inspected.ok) return inspected;
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (inspected.value.kind) {
    case "pdf":
      return lookIntoPdf(file);
    case "png":
      return lookIntoPng(file);
    case "text": // UTF-16 would hide the signature from a search in bytes
      return file.toString("utf16le").includes(EICAR.toString("latin1"))
        ? err({ kind: "virus_signature" })
        : OK;
    case "jpeg":
      return OK;
  }
}

/** The platform's own scanner, on every machine and in AWS before any other. */
export const insideScanner: FileScanner = {
  name: "look-inside",
  scan: async ({ bytes, contentType }) => {
    const looked = lookInside(bytes, contentType);
    return looked.ok ? { kind: "clean" } : { kind: "refused", reasonCode: looked.error.kind };
  },
};
