import { randomUUID } from "node:crypto";
import { userIdOf } from "@firstlot/core/identity/user";
import { instantSchema } from "@firstlot/core/kernel/instant";
import { giveNotice } from "@firstlot/core/notice/give-notice";
import { mailNotice } from "@firstlot/core/notice/mail-notice";
import { listNotices, noticeRef } from "@firstlot/core/notice/notice-store";
import type { NoticeTemplate } from "@firstlot/core/notice/notice-texts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { createApp } from "../../packages/functions/src/api/app.ts";
import { noticeRoutes } from "../../packages/functions/src/api/public/notice-routes.ts";
import { NOON, openScene, type Scene } from "../store/pledge-scene.ts";
import { signedTokens } from "./signed-tokens.ts";

const tokens = signedTokens(NOON);
const ADA = userIdOf({ iss: tokens.issuer, sub: "ada" });

let scene: Scene;
let app: ReturnType<typeof createApp>;
beforeAll(async () => {
  scene = await openScene();
  app = createApp(tokens.platform(scene.store));
  app.route("/", noticeRoutes({ store: scene.store }));
});
afterAll(() => scene.end());

const at = (minute: number) =>
  instantSchema.parse(`2026-11-01T10:${String(minute).padStart(2, "0")}:00.000Z`);
const give = (template: NoticeTemplate, minute: number) =>
  giveNotice(
    scene.store,
    randomUUID(),
    { userId: ADA, template, params: { campaign: "Honey", amount: "EUR 1.00" }, ref: "plg_1" },
    at(minute),
  );

const answerSchema = z.looseObject({
  unread: z.int().optional(),
  muted: z.array(z.string()).optional(),
  items: z.array(z.looseObject({ readAt: z.string().optional() })).default([]),
});

async function call(method: string, path: string, json?: unknown) {
  const response = await app.request(path, {
    method,
    headers: {
      authorization: `Bearer ${tokens.of("ada")}`,
      ...(method === "POST" ? { "idempotency-key": randomUUID() } : {}),
      ...(json === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
  });
  return { status: response.status, json: answerSchema.parse(await response.json()) };
}

/** Mails the newest notice. @returns how many mails went out */
async function mailNewest(): Promise<number> {
  const [newest] = (await listNotices(scene.store, { userId: ADA, limit: 1 })).items;
  if (newest === undefined) throw new Error("there is a notice");
  let sent = 0;
  await mailNotice(
    {
      store: scene.store,
      readerOf: async () => ({ email: "ada@example.com", locale: "en" }),
      send: async () => {
        sent += 1;
      },
      origin: "https://firstlot.example",
    },
    noticeRef(newest),
  );
  return sent;
}

describe("notices over HTTP", () => {
  it("counts what is unread, and everything up to a moment is read at once", async () => {
    await give("payment_received", 1);
    await give("campaign_funded_backer", 2);
    expect((await call("GET", "/notices/unread")).json).toMatchObject({ unread: 2, more: false });
    const read = await call("POST", "/notices/read-all", { upTo: at(1) });
    expect(read).toMatchObject({ status: 200, json: { unread: 1, more: false } });
    const { items } = (await call("GET", "/notices")).json;
    expect(items).toMatchObject([{ kind: "campaigns" }, { kind: "money", readAt: at(1) }]);
    expect(items[0]?.readAt).toBeUndefined();
    // an earlier moment, sent late, makes nothing unread again
    await call("POST", "/notices/read-all", { upTo: at(0) });
    expect((await call("GET", "/notices/unread")).json.unread).toBe(1);
  });

  it("mails no kind that was switched off; money cannot be", async () => {
    const muted = await call("PUT", "/me/notice-preferences", { muted: ["campaigns"] });
    expect(muted.json).toMatchObject({ muted: ["campaigns"] });
    await give("campaign_funded_backer", 10);
    expect(await mailNewest()).toBe(0);
    await give("refund_failed", 11);
    expect(await mailNewest()).toBe(1);
    expect((await call("PUT", "/me/notice-preferences", { muted: ["money"] })).status).toBe(400);
    await call("PUT", "/me/notice-preferences", { muted: [] });
    expect((await call("GET", "/me/notice-preferences")).json.muted).toEqual([]);
  });
});
