import { Readable } from "node:stream";
import {
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { blobKeySchema } from "@firstlot/core/kernel/blob-store";
import { sha256Hex } from "@firstlot/core/kernel/id";
import { describe, expect, it } from "vitest";
import { S3BlobStore } from "./s3-blob-store.ts";

const named = (name: string): Error => Object.assign(new Error(name), { name });

/** S3 as far as the store speaks to it: objects by bucket and key, and a put that only creates. */
function fakeS3() {
  const objects = new Map<
    string,
    { bytes: Uint8Array; ContentType: string; Metadata: Record<string, string> }
  >();
  const tags = new Map<string, string>();
  const placeOf = ({ Bucket, Key }: { Bucket?: string | undefined; Key?: string | undefined }) =>
    `${Bucket}/${Key}`;
  const send = async (command: unknown): Promise<unknown> => {
    if (command instanceof PutObjectCommand) {
      const { Body, ContentType = "", Metadata = {}, IfNoneMatch } = command.input;
      expect(IfNoneMatch).toBe("*");
      if (objects.has(placeOf(command.input))) throw named("PreconditionFailed");
      if (!(Body instanceof Uint8Array)) throw named("bytes expected");
      objects.set(placeOf(command.input), { bytes: Body, ContentType, Metadata });
      return {};
    }
    if (command instanceof GetObjectCommand || command instanceof HeadObjectCommand) {
      const found = objects.get(placeOf(command.input));
      if (found === undefined) throw named(command instanceof GetObjectCommand ? "NoSuchKey" : "NotFound");
      const { bytes, ContentType, Metadata } = found;
      const head = { ContentType, Metadata, ContentLength: bytes.byteLength };
      if (command instanceof HeadObjectCommand) return head;
      const Body = Object.assign(Readable.from([bytes]), { transformToByteArray: async () => bytes });
      return { ...head, Body };
    }
    if (command instanceof GetObjectTaggingCommand) {
      if (!objects.has(placeOf(command.input))) throw named("NoSuchKey");
      return { TagSet: [...tags].map(([Key, Value]) => ({ Key, Value })) };
    }
    throw named("unknown command");
  };
  const s3: Pick<S3Client, "send"> = { send };
  return { objects, tags, store: new S3BlobStore({ s3, lockedBucket: "locked", plainBucket: "plain" }) };
}

const bytes = Buffer.from("<Document/>");
const about = { contentType: "application/xml", sha256: sha256Hex(bytes) };
const key = (text: string) => blobKeySchema.parse(text);

describe("blobs in S3", () => {
  it("lock statements and reconciliations, and keep what can be erased apart", async () => {
    const { objects, store } = fakeS3();
    for (const name of ["statements/a.xml", "reconciliation/b.xml", "evidence/c.xml", "media/d.xml"])
      await store.put(key(name), bytes, about);
    expect([...objects.keys()]).toEqual([
      "locked/statements/a.xml",
      "locked/reconciliation/b.xml",
      "plain/evidence/c.xml",
      "plain/media/d.xml",
    ]);
  });

  it("say what a tag says, and nothing of a tag or a blob that is not there", async () => {
    const { store, tags } = fakeS3();
    const file = key("evidence/c.xml");
    expect(await store.tagOf(file, "Scan")).toBeUndefined();
    await store.put(file, bytes, about);
    expect(await store.tagOf(file, "Scan")).toBeUndefined();
    tags.set("Other", "x").set("Scan", "NO_THREATS_FOUND");
    expect(await store.tagOf(file, "Scan")).toBe("NO_THREATS_FOUND");
  });

  it("give back what was put, with its head", async () => {
    const { store } = fakeS3();
    await store.put(key("evidence/a"), bytes, about);
    expect(await store.get(key("evidence/a"))).toEqual({ ...about, size: bytes.byteLength, bytes });
    expect(await store.head(key("evidence/a"))).toEqual({ ...about, size: bytes.byteLength });
  });

  it("accept the same bytes again and refuse others under a used key", async () => {
    const { store } = fakeS3();
    await store.put(key("evidence/a"), bytes, about);
    expect(await store.put(key("evidence/a"), bytes, about)).toMatchObject({ ok: true });
    const other = Buffer.from("other");
    expect(await store.put(key("evidence/a"), other, { ...about, sha256: sha256Hex(other) })).toMatchObject({
      ok: false,
      error: { kind: "blob_exists" },
    });
  });

  it("refuse bytes that do not have the hash they came with", async () => {
    const { objects, store } = fakeS3();
    const wrong = await store.put(key("evidence/a"), bytes, { ...about, sha256: "0".repeat(64) });
    expect(wrong).toMatchObject({ ok: false, error: { kind: "blob_hash_mismatch" } });
    expect(objects.size).toBe(0);
  });

  it("say that nothing is there", async () => {
    const { store } = fakeS3();
    expect(await store.get(key("evidence/a"))).toBeUndefined();
    expect(await store.head(key("evidence/a"))).toBeUndefined();
  });
});
