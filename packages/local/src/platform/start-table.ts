import { BACKOFFICE_BASE, PARTNER_BASE } from "@firstlot/functions/api/bases";
import { PUBLIC_BASE } from "@firstlot/functions/api/public/app";
import { DEMO_TABLE } from "../demo/cast.ts";
import { DEMO_PASSWORD, DEMO_STAFF } from "./demo-people.ts";

/** The table that is printed when the platform is ready: where everything is, and who can sign in. */
export function tableOf(urls: {
  origin: string;
  issuer: string;
  bankUrls: readonly string[];
  isDemo: boolean;
}): string {
  const rows = [
    ["Site", urls.origin],
    ["API docs", `${urls.origin}/docs`],
    ["Public API", `${urls.origin}${PUBLIC_BASE}`],
    ["Staff API", `${urls.origin}${BACKOFFICE_BASE}`],
    ["Bank API", `${urls.origin}${PARTNER_BASE}`],
    ["Mailbox", `${urls.origin}/mailbox`],
    ["Clock", `${urls.origin}/dev/clock`],
    ...urls.bankUrls.map((bankUrl, i) => [
      i === 0 ? "Sandbox bank" : "Second bank",
      `${bankUrl}/admin/accounts`,
    ]),
    ["Sign-in", urls.issuer],
    ...(urls.isDemo ? [["Demo data", `are being made: ${urls.origin}/dev/seeding says how far`]] : []),
    ...(urls.isDemo
      ? DEMO_TABLE.map(({ role, user }) => [
          role,
          `${user.email}  ${DEMO_PASSWORD}${user.totpSecret === undefined ? "" : `  key ${user.totpSecret}`}`,
        ])
      : []),
    ...Object.values(DEMO_STAFF).map(({ user, role }) => [
      role,
      `${user.email}  ${DEMO_PASSWORD}  key ${user.totpSecret ?? ""}`,
    ]),
  ];
  return `${rows.map(([what = "", where = ""]) => `${what.padEnd(14)}${where}`).join("\n")}\n`;
}
