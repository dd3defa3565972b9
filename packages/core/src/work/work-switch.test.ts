import { expect, it } from "vitest";
import { addMs, instantSchema } from "../kernel/instant.ts";
import { rememberedSwitches } from "./work-switch.ts";

it("reads a switch anew after five seconds, and not before", () => {
  let now = instantSchema.parse("2026-11-24T08:00:00.000Z");
  const switches = rememberedSwitches(() => now);
  switches().set("bank.apply-fact", Promise.resolve(false));
  now = addMs(now, 4_999);
  expect(switches().size).toBe(1);
  now = addMs(now, 1);
  expect(switches().size).toBe(0);
});
