import {
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import {
  BLOB_BYTES_MAX,
  type BlobHead,
  type BlobKey,
  type BlobRefusal,
  type BlobStore,
  blobHeadSchema,
} from "@firstlot/core/kernel/blob-store";
import { sha256Hex } from "@firstlot/core/kernel/id";
import { invariant } from "@firstlot/core/kernel/invariant";
import { err, ok, type Result } from "@firstlot/core/kernel/result";
import { awsEnvironment } from "./environment.ts";

/** Folders whose blobs nobody may delete for years; the others can be erased with the person they are about. */
const LOCKED_FOLDERS = new Set(["statements", "reconciliation", "audit", "roots"]);

const hasName = (error: unknown, ...names: readonly string[]): boolean =>
  error instanceof Error && names.includes(error.name);

/** Blobs in two buckets of S3, by the first segment of their key. `If-None-Match` makes a blob immutable. */
export class S3BlobStore implements BlobStore {
  readonly #s3: Pick<S3Client, "send">;
  readonly #lockedBucket: string;
  readonly #plainBucket: string;

  constructor(options: { s3: Pick<S3Client, "send">; lockedBucket: string; plainBucket: string }) {
    this.#s3 = options.s3;
    this.#lockedBucket = options.lockedBucket;
    this.#plainBucket = options.plainBucket;
  }

  async put(
    key: BlobKey,
    bytes: Uint8Array,
    about: { readonly contentType: string; readonly sha256: string },
  ): Promise<Result<BlobHead, BlobRefusal>> {
    if (bytes.byteLength > BLOB_BYTES_MAX)
      return err({ kind: "blob_too_large", size: bytes.byteLength, sizeMax: BLOB_BYTES_MAX });
    const actual = sha256Hex(bytes);
    if (actual !== about.sha256) return err({ kind: "blob_hash_mismatch", expected: about.sha256, actual });
    const head = blobHeadSchema.parse({ ...about, size: bytes.byteLength });
    try {
      await this.#s3.send(
        new PutObjectCommand({
          ...this.#place(key),
          Body: bytes,
          ContentType: head.contentType,
          ChecksumSHA256: Buffer.from(head.sha256, "hex").toString("base64"),
          Metadata: { sha256: head.sha256 },
          IfNoneMatch: "*",
        }),
      );
      return ok(head);
    } catch (error) {
      if (!hasName(error, "PreconditionFailed")) throw error;
    }
    const present = await this.head(key);
    return present?.sha256 === head.sha256 && present.contentType === head.contentType
      ? ok(present)
      : err({ kind: "blob_exists", key });
  }

  async get(key: BlobKey): Promise<(BlobHead & { readonly bytes: Uint8Array }) | undefined> {
    const found = await unlessMissing(this.#s3.send(new GetObjectCommand(this.#place(key))));
    if (found?.Body === undefined) return undefined;
    const bytes = await found.Body.transformToByteArray();
    const head = headOf(found);
    invariant(bytes.byteLength === head.size, "a blob has the size of its head");
    return { ...head, bytes };
  }

  async head(key: BlobKey): Promise<BlobHead | undefined> {
    const found = await unlessMissing(this.#s3.send(new HeadObjectCommand(this.#place(key))));
    return found === undefined ? undefined : headOf(found);
  }

  /** What a tag of a blob says; `undefined` where there is no such tag or no such blob. */
  async tagOf(key: BlobKey, tag: string): Promise<string | undefined> {
    const found = await unlessMissing(this.#s3.send(new GetObjectTaggingCommand(this.#place(key))));
    return found?.TagSet?.find(({ Key }) => Key === tag)?.Value;
  }

  #place(key: BlobKey): { Bucket: string; Key: string } {
    const [folder = ""] = key.split("/");
    return { Bucket: LOCKED_FOLDERS.has(folder) ? this.#lockedBucket : this.#plainBucket, Key: key };
  }
}

/** The buckets of the stacks. */
export function s3Blobs(): S3BlobStore {
  const { FIRSTLOT_LOCKED_BUCKET: lockedBucket, FIRSTLOT_PLAIN_BUCKET: plainBucket } = awsEnvironment();
  return new S3BlobStore({ s3: new S3Client(), lockedBucket, plainBucket });
}

interface ObjectHead {
  readonly ContentType?: string | undefined;
  readonly ContentLength?: number | undefined;
  readonly Metadata?: Record<string, string> | undefined;
}

const headOf = ({ ContentType, ContentLength, Metadata }: ObjectHead): BlobHead =>
  blobHeadSchema.parse({ contentType: ContentType, sha256: Metadata?.sha256, size: ContentLength });

async function unlessMissing<T>(asking: Promise<T>): Promise<T | undefined> {
  try {
    return await asking;
  } catch (error) {
    if (hasName(error, "NoSuchKey", "NotFound")) return undefined;
    throw error;
  }
}
