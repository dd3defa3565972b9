import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { presentEntry } from "./present-entry.ts";

vi.stubGlobal("window", { location: { origin: "https://firstlot.example" } }); // where the API clients speak to
const { createAppRouter } = await import("./router.tsx");

const menuOf = (file: string): string[] => {
  const source = readFileSync(join(import.meta.dirname, file), "utf8");
  const base = "/app/enterprise/$enterpriseId";
  return [...source.matchAll(/\{ to: (base|["`][^"`]+["`])/g)].map(([, to = ""]) =>
    to === "base" ? base : to.slice(1, -1).replace("$" + "{base}", base),
  );
};

const MENUS = {
  bank: menuOf("bank/bank-workspace.tsx"),
  enterprise: menuOf("enterprise/enterprise-workspace.tsx"),
  operations: menuOf("operations/operations-workspace.tsx"),
  regulator: menuOf("regulator/regulator-workspace.tsx"),
  review: menuOf("review/review-workspace.tsx"),
};

const addresses = Object.keys(createAppRouter().routesByPath).map((path) => path.replace(/(?<=.)\/$/, ""));

it.each(Object.entries(MENUS))("every entry of the menu of %s opens a screen", (_, menu) => {
  expect(menu.length).toBeGreaterThan(1);
  expect(menu.filter((to) => !addresses.includes(to))).toEqual([]);
});

it.each(Object.entries(MENUS))(
  "every screen of %s belongs to one entry, and each entry to its own",
  (area, menu) => {
    const root = area === "enterprise" ? "/app/enterprise/$enterpriseId" : `/app/${area}`;
    const screens = addresses.filter((path) => path === root || path.startsWith(`${root}/`));
    expect(screens.filter((path) => presentEntry(menu, path) === undefined)).toEqual([]);
    expect(menu.map((to) => presentEntry(menu, to))).toEqual(menu);
  },
);

describe("the present entry", () => {
  it.each([
    ["/app/operations/runs/run_1", "/app/operations"],
    ["/app/operations/instructions/ins_1", "/app/operations/instructions"],
    ["/app/operations/webhooks/ptr_1/dlv_1", "/app/operations/webhooks"],
    ["/app/bank/instructions/ins_1", "/app/bank"],
    ["/app/bank/endpoints/end_1/deliveries/dlv_1", "/app/bank/endpoints"],
    ["/app/review/cases/cas_1", "/app/review"],
    ["/app/review/payments/pay_1", "/app/review/payments"],
    ["/app/regulator/campaigns/ent_1/cmp_1", "/app/regulator"],
    ["/app/regulator/enterprises-of-another-kind", "/app/regulator"],
  ])("of %s is %s", (pathname, to) => {
    const area = pathname.split("/")[2];
    const menu = Object.entries(MENUS).find(([name]) => name === area)?.[1] ?? [];
    expect(presentEntry(menu, pathname)).toBe(to);
  });
});
