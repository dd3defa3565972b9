import { expect, it } from "vitest";
import { ImmutableCache } from "./immutable-cache.ts";
import { Store } from "./store.ts";

const store = () => Object.create(Store.prototype);

it("loads once, keeps stores apart, and drops what was read longest ago", async () => {
  const cache = new ImmutableCache<{ n: number }>(2);
  let loads = 0;
  const load = async () => ({ n: ++loads });
  const [one, other] = [store(), store()];
  const first = await cache.read(one, "a", load);
  expect(await cache.read(one, "a", load)).toBe(first);
  expect(await cache.read(other, "a", load)).not.toBe(first);
  await cache.read(one, "b", load);
  await cache.read(one, "a", load);
  await cache.read(one, "c", load); // "b" is dropped
  expect(await cache.read(one, "a", load)).toBe(first);
  expect(await cache.read(one, "b", load)).toEqual({ n: 5 });
});

it("does not keep that there is nothing", async () => {
  const cache = new ImmutableCache<{ n: number }>(2);
  const one = store();
  expect(await cache.read(one, "a", async () => undefined)).toBeUndefined();
  expect(await cache.read(one, "a", async () => ({ n: 1 }))).toEqual({ n: 1 });
});
