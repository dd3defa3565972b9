import type { EnterpriseId } from "../identity/actor.ts";
import { type BlobKey, type BlobStore, blobKeySchema } from "../kernel/blob-store.ts";
import { sha256Hex } from "../kernel/id.ts";
import { err, ok, type Result } from "../kernel/result.ts";

/** Largest picture of a campaign, bytes. */
export const MEDIUM_BYTES_MAX = 5 * 1024 * 1024;

const startsWith = (bytes: Uint8Array, signature: readonly number[], at = 0): boolean =>
  signature.every((byte, i) => bytes[at + i] === byte);

/** Pictures that every browser shows, by the bytes they begin with. Vector pictures can carry scripts and are not taken. */
const FORMATS = [
  {
    extension: "png",
    contentType: "image/png",
    is: (b: Uint8Array) => startsWith(b, [0x89, 0x50, 0x4e, 0x47]),
  },
  { extension: "jpg", contentType: "image/jpeg", is: (b: Uint8Array) => startsWith(b, [0xff, 0xd8, 0xff]) },
  {
    extension: "webp",
    contentType: "image/webp",
    is: (b: Uint8Array) =>
      startsWith(b, [0x52, 0x49, 0x46, 0x46]) && startsWith(b, [0x57, 0x45, 0x42, 0x50], 8),
  },
] as const;

/** Where the pictures of an enterprise's campaigns lie. */
export const mediaPrefix = (enterpriseId: EnterpriseId): string => `media/${enterpriseId}/`;

/** Why a picture was not taken. */
export type MediumRefusal = Readonly<
  { kind: "medium_not_accepted" } | { kind: "medium_too_large"; sizeMax: number }
>;

/**
 * Keeps a picture under the hash of its bytes, so that the same picture is the same medium however often it is sent.
 * What it is, is told by its bytes, never by its name.
 */
export async function keepMedium(
  blobs: BlobStore,
  { enterpriseId, bytes }: { enterpriseId: EnterpriseId; bytes: Uint8Array },
): Promise<Result<{ key: BlobKey; contentType: string }, MediumRefusal>> {
  if (bytes.byteLength > MEDIUM_BYTES_MAX)
    return err({ kind: "medium_too_large", sizeMax: MEDIUM_BYTES_MAX });
  const format = FORMATS.find(({ is }) => is(bytes));
  if (format === undefined) return err({ kind: "medium_not_accepted" });
  const { contentType, extension } = format;
  const sha256 = sha256Hex(bytes);
  const key = blobKeySchema.parse(`${mediaPrefix(enterpriseId)}${sha256}.${extension}`);
  await blobs.put(key, bytes, { contentType, sha256 });
  return ok({ key, contentType });
}
