import { describe, expect, it } from "vitest";
import { SECTIONS, type Standing, sectionOf, sectionOfReason, stateOf } from "./sections.ts";

const task = (pointer: string) => ({ pointer, code: "fill_in", detail: "" });
const EMPTY: Standing = {
  enterprise: { profile: {}, people: [] },
  tasks: ["/profile/legalName", "/profile/licence", "/profile/address", "/people", "/payoutAccount"].map(
    task,
  ),
  asked: [],
  hasDocuments: false,
};
const statesOf = (standing: Standing) => SECTIONS.map((section) => stateOf(section, standing));

describe("where the parts of the file stand", () => {
  it("has not begun anything at first; documents wait for the country, handing in for everything", () => {
    expect(statesOf(EMPTY)).toEqual([...Array.from({ length: 6 }, () => "not_started"), "not_yet"]);
  });
  it("tells begun parts from untouched ones", () => {
    const enterprise = { profile: { country: "PT" }, people: [] };
    const standing = { ...EMPTY, enterprise, tasks: ["/profile/legalName", "/evidence/licence"].map(task) };
    expect(statesOf(standing)).toEqual([
      "in_progress",
      "done",
      "done",
      "done",
      "done",
      "not_started",
      "not_yet",
    ]);
  });
  it("marks the part that the review asks about, and opens handing in when nothing is missing", () => {
    const enterprise = { profile: { country: "PT" }, people: [] };
    const standing = {
      enterprise,
      tasks: [],
      asked: ["licence_expired", "plan_sum_wrong"],
      hasDocuments: true,
    };
    expect(statesOf(standing)).toEqual([
      "done",
      "needs_change",
      "done",
      "done",
      "done",
      "done",
      "not_started",
    ]);
  });
});

describe("where something is written", () => {
  it.each([
    ["/profile/legalName", "legal"],
    ["/profile/registryNumber/text", "registration"],
    ["/profile/address/city", "address"],
    ["/people/0/email", "people"],
    ["/payoutAccount", "account"],
    ["/evidence/licence", "documents"],
  ])("%s is in %s", (pointer, section) => {
    expect(sectionOf(pointer)).toBe(section);
  });
  it.each([
    ["registry_number_invalid", "registration"],
    ["owner_shares_incomplete", "people"],
    ["account_name_close", "account"],
    ["document_bytes_differ", "documents"],
    ["plan_sum_wrong", undefined],
  ])("the reason %s is answered in %s", (code, section) => {
    expect(sectionOfReason(code)).toBe(section);
  });
});
