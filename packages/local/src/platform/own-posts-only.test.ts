import { Hono } from "hono";
import { expect, it } from "vitest";
import { ownPostsOnly } from "./own-posts-only.ts";

const OWN = "http://localhost:3000";
const app = new Hono().use(ownPostsOnly(OWN)).all("*", (c) => c.text("moved"));
const status = async (headers: Record<string, string>, method = "POST") =>
  (await app.request("/dev/clock", { method, headers })).status;

it.each([
  ["our own form", { origin: OWN, "sec-fetch-site": "same-origin" }, 200],
  ["our own form in an older browser", { origin: OWN }, 200],
  ["a program of this machine", {}, 200],
  ["another site", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }, 403],
  ["another site in an older browser", { origin: "https://evil.example" }, 403],
  ["another port of this machine", { origin: "http://localhost:3001", "sec-fetch-site": "same-site" }, 403],
  [
    "a name that was pointed at this machine",
    { origin: "http://evil.example:3000", "sec-fetch-site": "same-origin" },
    403,
  ],
  ["a page without an origin", { origin: "null" }, 403],
  ["another site that hides its origin", { "sec-fetch-site": "cross-site" }, 403],
])("takes a post of %s for what it is", async (_, headers, expected) => {
  expect(await status(headers)).toBe(expected);
});

it("lets anybody read", async () => {
  expect(await status({ origin: "https://evil.example", "sec-fetch-site": "cross-site" }, "GET")).toBe(200);
});
