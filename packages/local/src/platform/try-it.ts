import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { DocsFile } from "@firstlot/functions/api/site/site-files";
import { Hono } from "hono";
import type { DemoUser } from "../identity-provider/identity-provider.ts";
import { signIn } from "../identity-provider/sign-in.ts";
import { TOTP_PERIOD_S, totpCode, totpCounter } from "../identity-provider/totp.ts";
import { codesContent, codesTitle } from "../local-page/codes-page.ts";
import { localPage, type PageFrame, wantsPage } from "../local-page/local-page.ts";
import { DEMO_PASSWORD, DEMO_PEOPLE, DEMO_STAFF } from "./demo-people.ts";

const { emma, bo } = DEMO_PEOPLE;
const { anna, adam, olivia, rita } = DEMO_STAFF;

/** Who plays which part of the six steps to try. */
const CAST = {
  owner: emma,
  backer: bo,
  analyst: anna.user,
  approver: adam.user,
  operator: olivia.user,
  regulator: rita.user,
} as const;
type Part = keyof typeof CAST;
const isPart = (text: string): text is Part => Object.hasOwn(CAST, text);

const personOf = (part: Part) => ({ email: CAST[part].email });

/** What the pages say of this machine. */
export const localTools = ({ bankUrl }: { bankUrl: string }) => ({
  mailbox: "/mailbox",
  bank: `${bankUrl}/admin/accounts`,
  clock: "/dev/clock",
  codes: "/dev/codes",
  password: DEMO_PASSWORD,
  people: {
    owner: personOf("owner"),
    backer: personOf("backer"),
    analyst: personOf("analyst"),
    approver: personOf("approver"),
    operator: personOf("operator"),
    regulator: personOf("regulator"),
  },
});

/**
 * `GET /dev/token/{part}`: an access token of a demo user as plain text, to paste into the API docs. It is had by a real
 * sign-in at the identity provider, with the second factor where the user has one.
 */
export function tokenRoutes(issuer: string): Hono {
  return new Hono().get("/dev/token/:part", async (c) => {
    const part = c.req.param("part");
    if (!isPart(part)) return c.notFound();
    const user: DemoUser = CAST[part];
    const { accessToken } = await signIn({
      issuer,
      email: user.email,
      password: DEMO_PASSWORD,
      totpSecret: user.totpSecret,
      ...(user.totpSecret === undefined ? {} : { acr: "mfa" }),
    });
    c.header("Cache-Control", "no-store");
    return c.text(accessToken);
  });
}

/**
 * `GET /dev/codes`: the present one-time code of every demo user who has an authenticator; reloads itself. Each code
 * works once; the one after it follows within half a minute. A program gets it as plain text.
 */
export function codeRoutes(users: readonly DemoUser[], frame: PageFrame): Hono {
  return new Hono().get("/dev/codes", async (c) => {
    const wallMs = Date.now();
    const counter = totpCounter(wallMs);
    const leftS = Math.ceil(((counter + 1) * TOTP_PERIOD_S * 1_000 - wallMs) / 1_000);
    const codes = users.flatMap(({ email, totpSecret }) =>
      totpSecret === undefined ? [] : [[email, totpCode(totpSecret, counter)] as const],
    );
    c.header("Cache-Control", "no-store");
    c.header("Refresh", String(leftS));
    if (!wantsPage(c)) {
      const rows = codes.map(([email, code]) => `${email.padEnd(28)}${code}`);
      return c.text(`One-time codes, good for ${leftS} s\n\n${rows.join("\n")}\n`);
    }
    return c.html(
      await localPage(c, frame, {
        ...{ place: "codes", title: codesTitle },
        content: (reader) => codesContent({ codes, leftS }, reader),
      }),
    );
  });
}

/** The files of the interactive docs, from the installed package: nothing is loaded from elsewhere. */
export function docsFile(name: DocsFile): Promise<string> {
  const folder = new URL(".", import.meta.resolve("swagger-ui-dist/package.json"));
  return readFile(fileURLToPath(new URL(name, folder)), "utf8");
}
