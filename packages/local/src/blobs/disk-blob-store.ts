import { randomUUID } from "node:crypto";
import { type FileHandle, link, mkdir, open, readFile, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import {
  BLOB_BYTES_MAX,
  type BlobHead,
  type BlobKey,
  type BlobRefusal,
  type BlobStore,
  blobHeadSchema,
  blobKeySchema,
} from "@firstlot/core/kernel/blob-store";
import { sha256Hex } from "@firstlot/core/kernel/id";
import { invariant } from "@firstlot/core/kernel/invariant";
import { err, ok, type Result } from "@firstlot/core/kernel/result";
import { hasCode, isMissing, syncFolder } from "./atomic-file.ts";

const HEAD_BYTES_MAX = 512;
const PRIVATE_FILE = 0o600;
const NEW_LINE = 10;

/**
 * A blob store on disk. One file per blob, its head as a first line of JSON; written to a temporary name, flushed and
 * then linked to its own name, which fails if that exists: a blob is whole or absent, and never replaced.
 */
export class DiskBlobStore implements BlobStore {
  readonly #folder: string;

  constructor({ folder }: { folder: string }) {
    this.#folder = folder;
  }

  async put(
    key: BlobKey,
    bytes: Uint8Array,
    about: { readonly contentType: string; readonly sha256: string },
  ): Promise<Result<BlobHead, BlobRefusal>> {
    if (bytes.byteLength > BLOB_BYTES_MAX) {
      return err({ kind: "blob_too_large", size: bytes.byteLength, sizeMax: BLOB_BYTES_MAX });
    }
    const actual = sha256Hex(bytes);
    if (actual !== about.sha256) return err({ kind: "blob_hash_mismatch", expected: about.sha256, actual });
    const head = blobHeadSchema.parse({ ...about, size: bytes.byteLength });
    const path = this.#pathOf(key);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    if (await createWhole(path, [Buffer.from(`${JSON.stringify(head)}\n`), bytes])) return ok(head);
    const present = await this.head(key);
    return present?.sha256 === head.sha256 && present.contentType === head.contentType
      ? ok(present)
      : err({ kind: "blob_exists", key });
  }

  async get(key: BlobKey): Promise<(BlobHead & { readonly bytes: Uint8Array }) | undefined> {
    const file = await unlessMissing(readFile(this.#pathOf(key)));
    if (file === undefined) return undefined;
    const { head, start } = headOf(file);
    const bytes = file.subarray(start);
    invariant(bytes.byteLength === head.size, "a blob on disk has the size of its head");
    return { ...head, bytes };
  }

  async head(key: BlobKey): Promise<BlobHead | undefined> {
    const file = await unlessMissing(open(this.#pathOf(key), "r"));
    if (file === undefined) return undefined;
    try {
      const start = Buffer.alloc(HEAD_BYTES_MAX);
      const { bytesRead } = await file.read(start, 0, HEAD_BYTES_MAX, 0);
      return headOf(start.subarray(0, bytesRead)).head;
    } finally {
      await file.close();
    }
  }

  /** `=` cannot begin a segment, so a blob never has the name of another key's folder. */
  #pathOf(key: BlobKey): string {
    const segments = blobKeySchema.parse(key).split("/");
    const name = segments.pop();
    return join(this.#folder, ...segments, `=${name}`);
  }
}

function headOf(file: Buffer): { head: BlobHead; start: number } {
  const end = file.indexOf(NEW_LINE);
  invariant(end > 0 && end < HEAD_BYTES_MAX, "a blob on disk begins with its head");
  return { head: blobHeadSchema.parse(JSON.parse(file.toString("utf8", 0, end))), start: end + 1 };
}

/** @returns false when a file of this name already existed; it was left alone */
async function createWhole(path: string, parts: readonly Uint8Array[]): Promise<boolean> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  const file: FileHandle = await open(temporary, "wx", PRIVATE_FILE);
  try {
    for (const part of parts) await file.writeFile(part);
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await link(temporary, path);
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw error;
  } finally {
    await unlink(temporary);
  }
  syncFolder(dirname(path));
  return true;
}

async function unlessMissing<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
