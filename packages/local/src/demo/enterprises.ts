import type { DemoUser } from "../identity-provider/identity-provider.ts";
import { MEMBERS } from "./cast.ts";
import type { SalesBook } from "./invoices.ts";

/** An account as an applicant names it. */
export interface NamedAccount {
  readonly scheme: "iban" | "cn_card" | "jp_account";
  readonly number: string;
  readonly currency: string;
}

/** One of the demo's enterprises: all invented. */
export interface DemoEnterprise {
  readonly key: EnterpriseKey;
  readonly owner: DemoUser;
  readonly profile: Readonly<Record<string, unknown>> & { readonly legalName: string };
  readonly people: readonly object[];
  readonly account: NamedAccount;
  readonly papers: readonly string[];
  readonly sales: SalesBook;
}
export type EnterpriseKey = "porto" | "wuhan" | "kyoto" | "lyon";

const person = (name: string, roles: readonly string[], shareBps: number, birthDate: string) => ({
  name,
  roles,
  shareBps,
  birthDate,
});

const PAPERS = ["licence", "articles", "id_document"] as const;

export const ENTERPRISES: Readonly<Record<EnterpriseKey, DemoEnterprise>> = {
  porto: {
    key: "porto",
    owner: MEMBERS.emma,
    profile: {
      legalName: "Casca Viva Cortiças, Lda.",
      tradingName: "Casca Viva",
      country: "PT",
      registryNumber: { scheme: "eu_vat", text: "PT509731848" },
      legalForm: "company",
      address: { street: "Rua da Alegria 312", city: "Porto", postalCode: "4000-035", country: "PT" },
      sector: "home",
      licence: { number: "CRC 509731848", validUntil: null },
    },
    people: [
      person("Emma Demo", ["owner", "representative"], 7_000, "1984-05-17"),
      person("Rui Sampaio", ["owner"], 3_000, "1979-11-02"),
    ],
    account: { scheme: "iban", number: "PT50003501234567890123456", currency: "EUR" },
    papers: PAPERS,
    sales: {
      language: "en",
      prefix: "CV-",
      first: 2_101,
      netMinor: 118_400,
      exponent: 2,
      vatBps: 2_300,
      customers: [
        "Loja Ribeira",
        "Nordhaus Wohnen",
        "Maison Lisse",
        "Studio Alba",
        "De Linde BV",
        "Casa Norte",
      ],
    },
  },
  wuhan: {
    key: "wuhan",
    owner: MEMBERS.lin,
    profile: {
      legalName: "武汉青汐陶瓷工坊有限公司",
      tradingName: "青汐陶坊",
      country: "CN",
      registryNumber: { scheme: "uscc", text: "91420111MA4K8T3N2E" },
      legalForm: "company",
      address: { street: "洪山区珞喻路 243 号", city: "武汉", postalCode: "430070", country: "CN" },
      sector: "crafts",
      licence: { number: "91420111MA4K8T3N2E", validUntil: null },
    },
    people: [
      person("林晓岚", ["owner", "representative"], 8_000, "1988-09-12"),
      person("林国栋", ["owner"], 2_000, "1960-03-30"),
    ],
    account: { scheme: "cn_card", number: "6217000123450003714", currency: "CNY" },
    papers: ["licence", "id_document"],
    sales: {
      language: "zh",
      prefix: "0",
      first: 4_180_211,
      netMinor: 463_700,
      exponent: 2,
      vatBps: 1_300,
      customers: ["武汉一茶一席", "长沙器物集", "上海清作家居", "成都山房", "北京知味餐饮"],
    },
  },
  kyoto: {
    key: "kyoto",
    owner: MEMBERS.haru,
    profile: {
      legalName: "Yamane Tea Roasters KK",
      tradingName: "Yamane 山根焙茶",
      country: "JP",
      registryNumber: { scheme: "lei", text: "353800DEMOKYOTOTEA55" },
      legalForm: "company",
      address: {
        street: "Kamigyo-ku, Imadegawa-dori 81",
        city: "Kyoto",
        postalCode: "602-0029",
        country: "JP",
      },
      sector: "food",
      licence: { number: "KYO-2291", validUntil: null },
    },
    people: [person("Haru Yamane", ["owner", "representative"], 10_000, "1976-01-24")],
    account: { scheme: "jp_account", number: "0001-001-7741205", currency: "JPY" },
    papers: PAPERS,
    sales: {
      language: "en",
      prefix: "Y",
      first: 30_441,
      netMinor: 96_300,
      exponent: 0,
      vatBps: 800,
      customers: ["Kissa Mikage", "Depachika Kita", "Cafe Ponto", "Hotel Kamo", "Matsuo Shoten"],
    },
  },
  lyon: {
    key: "lyon",
    owner: MEMBERS.claire,
    profile: {
      legalName: "Atelier Vasseur Fournil SAS",
      tradingName: "Vasseur Fournil",
      country: "FR",
      registryNumber: { scheme: "eu_vat", text: "FR26842517302" },
      legalForm: "company",
      address: { street: "27 rue de Gerland", city: "Lyon", postalCode: "69007", country: "FR" },
      sector: "machinery",
      licence: { number: "RCS Lyon 842 517 302", validUntil: null },
    },
    people: [
      person("Claire Vasseur", ["owner", "representative"], 6_000, "1981-07-08"),
      person("Bastien Roche", ["owner"], 4_000, "1977-12-19"),
    ],
    account: { scheme: "iban", number: "FR7630004008210001012345602", currency: "EUR" },
    papers: PAPERS,
    sales: {
      language: "en",
      prefix: "AVF",
      first: 811,
      netMinor: 274_900,
      exponent: 2,
      vatBps: 2_000,
      customers: ["Boulangerie Perrache", "Le Pain Neuf", "Fournil des Monts", "Maison Tilleul"],
    },
  },
};

/** What Lyon's owner first named: an account in a currency that no bank of the platform checks. */
export const LYON_FIRST_ACCOUNT: NamedAccount = {
  scheme: "iban",
  number: "CH9300762011623852957",
  currency: "CHF",
};
