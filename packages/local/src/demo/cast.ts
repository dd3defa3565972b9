import type { DemoUser } from "../identity-provider/identity-provider.ts";
import { DEMO_PASSWORD, DEMO_PEOPLE } from "../platform/demo-people.ts";

const somebody = (
  email: string,
  { name, locale = "en", key }: { name: string; locale?: "en" | "zh-CN"; key?: string },
): DemoUser => ({
  email: `${email}@firstlot.local`,
  name,
  password: DEMO_PASSWORD,
  locale,
  ...(key === undefined ? {} : { totpSecret: `JBSWY3DPEHPK3PXPJBSWY3DPEHPK3P${key}` }),
});

/** The people of the four enterprises. Porto's owner is the demo's own owner. */
export const MEMBERS = {
  emma: DEMO_PEOPLE.emma,
  nuno: somebody("nuno", { name: "Nuno Carvalho" }),
  sofia: somebody("sofia", { name: "Sofia Teles", key: "Y2" }),
  lin: somebody("lin", { name: "林晓岚", locale: "zh-CN", key: "Y3" }),
  yan: somebody("yan", { name: "严立", locale: "zh-CN", key: "Y4" }),
  haru: somebody("haru", { name: "Haru Yamane", key: "Y5" }),
  claire: somebody("claire", { name: "Claire Vasseur", key: "Y6" }),
} as const;

/** Somebody who backs campaigns, and the account that they pay from. */
export interface DemoBacker {
  readonly user: DemoUser;
  /** The name as their bank knows it. */
  readonly payer: string;
  readonly country: string;
  /** Accounts by the bank that a transfer starts at: one in Europe, one in East Asia. */
  readonly account: string;
  readonly address: { readonly line: string; readonly city: string; readonly postcode: string };
}

const backer = (
  email: string,
  about: {
    name: string;
    payer?: string;
    locale?: "en" | "zh-CN";
    country: string;
    account: string;
    address: readonly [line: string, city: string, postcode: string];
  },
): DemoBacker => {
  const [line, city, postcode] = about.address;
  return {
    user: somebody(email, { name: about.name, locale: about.locale ?? "en" }),
    payer: about.payer ?? about.name,
    country: about.country,
    account: about.account,
    address: { line, city, postcode },
  };
};

/** Everybody who backs something. All of them are invented; their accounts have good check digits and no owner. */
export const BACKERS = {
  bo: {
    user: DEMO_PEOPLE.bo,
    payer: "Bo Demo",
    country: "DE",
    account: "DE32512108001245126100",
    address: { line: "Lindenstraße 14", city: "Leipzig", postcode: "04103" },
  },
  mia: backer("mia", {
    name: "Mia Keller",
    country: "DE",
    account: "DE03512108001245126137",
    address: ["Am Weinberg 3", "Freiburg", "79098"],
  }),
  jonas: backer("jonas", {
    name: "Jonas Brandt",
    country: "DE",
    account: "DE71512108001245126174",
    address: ["Hafenweg 21", "Kiel", "24103"],
  }),
  ines: backer("ines", {
    name: "Inês Figueira",
    country: "PT",
    account: "PT50003300004501234567865",
    address: ["Rua das Flores 88", "Coimbra", "3000-174"],
  }),
  tomas: backer("tomas", {
    name: "Tomás Leitão",
    country: "PT",
    account: "DE42512108001245126211",
    address: ["Rua do Almada 210", "Porto", "4050-032"],
  }),
  lucie: backer("lucie", {
    name: "Lucie Marchand",
    country: "FR",
    account: "DE13512108001245126248",
    address: ["12 rue Mercière", "Lyon", "69002"],
  }),
  pieter: backer("pieter", {
    name: "Pieter de Wit",
    country: "NL",
    account: "DE81512108001245126285",
    address: ["Oudegracht 117", "Utrecht", "3511 AH"],
  }),
  greta: backer("greta", {
    name: "Greta Holm",
    country: "DE",
    account: "DE52512108001245126322",
    address: ["Torstraße 40", "Berlin", "10119"],
  }),
  marco: backer("marco", {
    name: "Marco Bellini",
    country: "FR",
    account: "DE23512108001245126359",
    address: ["4 quai Rauba-Capeu", "Nice", "06300"],
  }),
  wei: backer("wei", {
    name: "王维佳",
    locale: "zh-CN",
    country: "CN",
    account: "6217000123450004845",
    address: ["岳麓区麓山路 58 号", "长沙", "410006"],
  }),
  jing: backer("jing", {
    name: "陈静",
    locale: "zh-CN",
    country: "CN",
    account: "6217000123450005974",
    address: ["西湖区文三路 90 号", "杭州", "310012"],
  }),
  hao: backer("hao", {
    name: "周浩然",
    locale: "zh-CN",
    country: "CN",
    account: "6217000123450007103",
    address: ["武侯区玉林街 12 号", "成都", "610041"],
  }),
  mei: backer("mei", {
    name: "黄美琪",
    locale: "zh-CN",
    country: "CN",
    account: "6217000123450009216",
    address: ["天河区体育西路 7 号", "广州", "510620"],
  }),
  yuki: backer("yuki", {
    name: "Yuki Tanabe",
    country: "JP",
    account: "00010011234567",
    address: ["Nakagyo-ku, Rokkaku-cho 3", "Kyoto", "604-8212"],
  }),
  kenta: backer("kenta", {
    name: "Kenta Mori",
    country: "JP",
    account: "00010019876543",
    address: ["Chuo-ku, Nihonbashi 2-5", "Tokyo", "103-0027"],
  }),
  aoi: backer("aoi", {
    name: "Aoi Shimizu",
    country: "JP",
    account: "00010015556612",
    address: ["Naka-ku, Sakae 4-1", "Nagoya", "460-0008"],
  }),
} as const satisfies Record<string, DemoBacker>;
export type BackerName = keyof typeof BACKERS;

/** Who can sign in besides the users of every local platform. */
export const demoCast: readonly DemoUser[] = [
  ...Object.values(MEMBERS),
  ...Object.values(BACKERS).map(({ user }) => user),
].filter(({ email }) => email !== DEMO_PEOPLE.emma.email && email !== DEMO_PEOPLE.bo.email);

/** Whom the table at start names, and as what. */
export const DEMO_TABLE: readonly { readonly role: string; readonly user: DemoUser }[] = [
  { role: "owner", user: MEMBERS.emma },
  { role: "editor", user: MEMBERS.nuno },
  { role: "finance", user: MEMBERS.sofia },
  { role: "backer", user: BACKERS.bo.user },
  { role: "owner Wuhan", user: MEMBERS.lin },
  { role: "owner Kyoto", user: MEMBERS.haru },
  { role: "applicant", user: MEMBERS.claire },
];
