import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Mailbox } from "./mailbox.ts";
import { mailboxRoutes } from "./mailbox-routes.ts";

let dataDir: string;
let mailbox: Mailbox;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "firstlot-mail-"));
  mailbox = new Mailbox({ dataDir });
});
afterEach(() => rmSync(dataDir, { recursive: true }));

const mail = {
  to: "ana@example.test",
  subject: "Welcome 欢迎",
  text: "Go to https://example.test/a?b=1 now",
};

describe("Mailbox", () => {
  it("delivers a mail once per message id and keeps it across a restart, newest first", async () => {
    await mailbox.deliver({ ...mail, messageId: "cause-1" });
    await mailbox.deliver({ ...mail, messageId: "cause-1", subject: "again" });
    await mailbox.deliver({ ...mail, messageId: "cause-2", to: "BO@example.test" });
    const again = new Mailbox({ dataDir });
    expect(again.list({ limit: 10 }).map(({ messageId }) => messageId)).toEqual(["cause-2", "cause-1"]);
    expect(again.list({ to: "bo@EXAMPLE.test", limit: 10 })).toHaveLength(1);
    expect(again.find("cause-1")?.subject).toBe("Welcome 欢迎");
  });

  it.each([
    ["/subject", { subject: "Hi\r\nBcc: all@example.test" }],
    ["/subject", { subject: "Hi\nthere" }],
    ["/from", { from: "a@b.test\r\nX: y" }],
    ["/to", { to: "ana@example.test\r\nBcc: x@example.test" }],
    ["/headers/Reply-To", { headers: { "Reply-To": "a\r\nb" } }],
    ["/headers/X Y", { headers: { "X Y": "a" } }],
  ])("refuses a line break or a bad name in %s and keeps nothing", async (pointer, change) => {
    expect(await mailbox.deliver({ ...mail, ...change })).toEqual({
      ok: false,
      error: { kind: "mail_malformed", pointers: [pointer] },
    });
    expect(mailbox.list({ limit: 10 })).toEqual([]);
  });
});

describe("mailboxRoutes", () => {
  it("answers tests with the mails of one recipient", async () => {
    await mailbox.deliver({ ...mail, messageId: "m1" });
    await mailbox.deliver({ ...mail, messageId: "m2", to: "bo@example.test" });
    const reply = await mailboxRoutes(mailbox).request("/mailbox/messages?to=ana@example.test");
    expect(await reply.json()).toMatchObject({ items: [{ messageId: "m1", text: mail.text }] });
    expect((await mailboxRoutes(mailbox).request("/mailbox/messages?limit=0")).status).toBe(400);
    expect((await mailboxRoutes(mailbox).request("/mailbox/messages/m9")).status).toBe(404);
  });

  it("shows what a stranger wrote as text, and a mail's HTML only inside a sandbox", async () => {
    const body = "<p>Hello</p><script>alert(1)</script>";
    await mailbox.deliver({ ...mail, messageId: "m1", subject: "<img src=x>", html: body });
    const page = await mailboxRoutes(mailbox).request("/mailbox/mail/m1");
    const text = await page.text();
    expect(text).toContain("&lt;img src=x&gt;");
    expect(text).not.toContain("<script");
    expect(text).toContain('<a href="https://example.test/a?b=1">');
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
    const inner = await mailboxRoutes(mailbox).request("/mailbox/mail/m1/body");
    expect(await inner.text()).toBe(body);
    expect(inner.headers.get("content-security-policy")).toMatch(/sandbox allow-popups/);
    expect(await (await mailboxRoutes(mailbox).request("/mailbox")).text()).toContain("/mailbox/mail/m1");
  });
});
