import { appendFileSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BLOB_BYTES_MAX, blobKeySchema } from "@firstlot/core/kernel/blob-store";
import { sha256Hex } from "@firstlot/core/kernel/id";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { DiskBlobStore } from "./disk-blob-store.ts";
import { DurableMap } from "./durable-map.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "firstlot-blobs-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const bytesOf = (text: string) => new TextEncoder().encode(text);
const about = (bytes: Uint8Array) => ({ contentType: "text/plain; charset=utf-8", sha256: sha256Hex(bytes) });
const key = (text: string) => blobKeySchema.parse(text);

describe("DiskBlobStore", () => {
  it("gives back the bytes, hash, type and size that were put, from a store opened anew", async () => {
    const bytes = bytesOf("line one\nline two");
    await new DiskBlobStore({ folder }).put(key("evidence/evd_1/original"), bytes, about(bytes));
    const store = new DiskBlobStore({ folder });
    const found = await store.get(key("evidence/evd_1/original"));
    expect(new TextDecoder().decode(found?.bytes)).toBe("line one\nline two");
    expect(await store.head(key("evidence/evd_1/original"))).toEqual({ ...about(bytes), size: 17 });
    expect(await store.get(key("evidence/evd_2"))).toBeUndefined();
    expect(await store.head(key("evidence/evd_2"))).toBeUndefined();
  });

  it("accepts the same bytes again and refuses other bytes under a used key, also when they race", async () => {
    const store = new DiskBlobStore({ folder });
    const [a, b] = [bytesOf("a"), bytesOf("b")];
    const outcomes = await Promise.all([
      ...Array.from({ length: 10 }, () => store.put(key("k"), a, about(a))),
      ...Array.from({ length: 10 }, () => store.put(key("k"), b, about(b))),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(10);
    expect(await store.put(key("k"), a, about(a))).not.toEqual(await store.put(key("k"), b, about(b)));
    expect(readdirSync(folder)).toEqual(["=k"]);
  });

  it("refuses bytes that do not have the announced hash, and more than the limit by one byte", async () => {
    const store = new DiskBlobStore({ folder });
    expect(await store.put(key("k"), bytesOf("a"), about(bytesOf("b")))).toMatchObject({
      ok: false,
      error: { kind: "blob_hash_mismatch" },
    });
    const large = new Uint8Array(BLOB_BYTES_MAX + 1);
    expect(await store.put(key("k"), large, { contentType: "text/plain", sha256: "" })).toMatchObject({
      ok: false,
      error: { kind: "blob_too_large", size: BLOB_BYTES_MAX + 1 },
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it("keeps a key apart from the folder of a longer key", async () => {
    const store = new DiskBlobStore({ folder });
    const bytes = bytesOf("x");
    for (const name of ["a", "a/b", "a/b/c"])
      expect(await store.put(key(name), bytes, about(bytes))).toMatchObject({ ok: true });
  });

  it.each([
    "../up",
    "/root",
    "a//b",
    "a/../b",
    ".hidden",
    "a/.b",
    "a\\b",
    "a b",
    "",
    "a/",
    "=a",
    "a\0b",
    "é",
  ])("refuses the key %j", (text) => {
    expect(blobKeySchema.safeParse(text).success).toBe(false);
  });
});

describe("DurableMap", () => {
  const open = (isAlive?: (n: number) => boolean) =>
    new DurableMap({ path: join(folder, "map.jsonl"), schema: z.number(), ...(isAlive && { isAlive }) });

  it("is the same after a restart, without the line that a crash cut short", () => {
    const map = open();
    map.set("a", 1);
    map.set("b", 2);
    map.set("a", 3);
    map.delete("b");
    map.close();
    appendFileSync(join(folder, "map.jsonl"), '{"key":"c","val');
    const again = open();
    expect([...again.entries()]).toEqual([["a", 3]]);
    again.set("d", 4);
    expect([...open().entries()]).toEqual([
      ["a", 3],
      ["d", 4],
    ]);
  });

  it("stays small when one key is written many times, and forgets what is no longer alive", () => {
    const map = open((n) => n > 10);
    map.set("old", 5);
    for (let n = 0; n < 5_000; n++) map.set("hot", n);
    expect(map.get("old")).toBeUndefined();
    expect([...open().entries()]).toEqual([["hot", 4_999]]);
  });
});
