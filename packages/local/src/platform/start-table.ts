import { BACKOFFICE_BASE, PARTNER_BASE } from "@firstlot/functions/api/bases";
import { PUBLIC_BASE } from "@firstlot/functions/api/public/app";
import { DEMO_TABLE } from "../demo/cast.ts";
import type { DemoUser } from "../identity-provider/identity-provider.ts";
import { DEMO_BANKER, DEMO_PASSWORD, DEMO_PEOPLE, DEMO_STAFF } from "./demo-people.ts";

/** Who can sign in while there is no demo data: somebody to begin an enterprise, and somebody to back it. */
const NEWCOMERS = [
  { role: "owner", user: DEMO_PEOPLE.emma },
  { role: "backer", user: DEMO_PEOPLE.bo },
];

const personRow = ({ role, user }: { readonly role: string; readonly user: DemoUser }): string[] => [
  role,
  `${user.email}  ${DEMO_PASSWORD}${user.totpSecret === undefined ? "" : `  key ${user.totpSecret}`}`,
];

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
    ["Codes", `${urls.origin}/dev/codes`],
    ...(urls.isDemo ? DEMO_TABLE : NEWCOMERS).map(personRow),
    personRow({ role: "bank staff", user: DEMO_BANKER }),
    ...Object.values(DEMO_STAFF).map(personRow),
  ];
  return `${rows.map(([what = "", where = ""]) => `${what.padEnd(14)}${where}`).join("\n")}\n`;
}
