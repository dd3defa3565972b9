import { expect, it } from "vitest";
import { subjectPath } from "./notices-page.tsx";

it.each([
  ["plg_01", "payment_received", "/pledges/plg_01"],
  ["cmp_01", "campaign_funded", "/app/enterprise"],
  ["end_01", "endpoint_failing", "/app/operations"],
  ["ent_01", "payout_account_changed", "/app/enterprise"],
  ["//evil.example", "payment_received", undefined],
] as const)("a notice about %s (%s) opens %s", (ref, template, path) => {
  expect(subjectPath({ ref, template })).toBe(path);
});
