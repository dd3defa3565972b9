import { z } from "zod";
import type { Result } from "./result.ts";

/** The largest blob that is kept: an uploaded document, a statement, a search snapshot. */
export const BLOB_BYTES_MAX = 25 * 1024 * 1024;

const KEY_CHARACTERS_MAX = 512;

/**
 * Where a blob lives: segments of letters, digits, `.`, `_` and `-`, each beginning with a letter or digit, parted
 * by `/`. Such a key is a safe path and a safe S3 key; nothing in it comes from a file name of a user.
 */
export const blobKeySchema = z
  .string()
  .max(KEY_CHARACTERS_MAX)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/, "a key like evidence/evd_…/original")
  .brand<"BlobKey">();

/** A checked key of the blob store. */
export type BlobKey = z.infer<typeof blobKeySchema>;

/** What is known of a blob without reading its bytes. */
export const blobHeadSchema = z.strictObject({
  contentType: z
    .string()
    .regex(/^[\w.+-]+\/[\w.+-]+(; ?charset=[\w-]+)?$/)
    .max(127),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  size: z.int().min(0).max(BLOB_BYTES_MAX),
});

/** What is known of a blob: media type, SHA-256 in lower-case hex, size in bytes. */
export type BlobHead = Readonly<z.infer<typeof blobHeadSchema>>;

/** Why bytes were not stored. */
export type BlobRefusal = Readonly<
  | { kind: "blob_too_large"; size: number; sizeMax: number }
  | { kind: "blob_hash_mismatch"; expected: string; actual: string }
  | { kind: "blob_exists"; key: BlobKey }
>;

/**
 * Immutable files by key: a disk locally, S3 in AWS.
 * `put` creates and never replaces: the same bytes again are accepted, other bytes under a used key are refused.
 */
export interface BlobStore {
  put(
    key: BlobKey,
    bytes: Uint8Array,
    about: { readonly contentType: string; readonly sha256: string },
  ): Promise<Result<BlobHead, BlobRefusal>>;
  /** The blob with its bytes, or `undefined` where there is none. */
  get(key: BlobKey): Promise<(BlobHead & { readonly bytes: Uint8Array }) | undefined>;
  head(key: BlobKey): Promise<BlobHead | undefined>;
}
