// Longer than others: the acts of one enterprise in the order of its life.
import { firstBreak, history } from "@firstlot/core/audit/event";
import { applyForVerification } from "@firstlot/core/enterprise/apply-for-verification";
import { changePayoutAccount } from "@firstlot/core/enterprise/change-payout-account";
import {
  carryNameCheck,
  onNameCheckAnswered,
  releasePayoutHold,
} from "@firstlot/core/enterprise/check-payout-name";
import type { Enterprise } from "@firstlot/core/enterprise/enterprise";
import type { EnterpriseDeps } from "@firstlot/core/enterprise/enterprise-deps";
import { loadPeople, type NamedPerson } from "@firstlot/core/enterprise/enterprise-people";
import {
  enterpriseStillVerified,
  enterprisesWithNumber,
  listEnterprises,
  loadEnterprise,
} from "@firstlot/core/enterprise/enterprise-store";
import {
  type NameCheckAnswer,
  type NamedAccount,
  PAYOUT_HOLD_MS,
} from "@firstlot/core/enterprise/payout-account";
import {
  loadPayoutAccount,
  payoutAccountStillVerified,
} from "@firstlot/core/enterprise/payout-account-store";
import {
  enterpriseReviewEffects,
  personBelongsTo,
  standingOf,
} from "@firstlot/core/enterprise/review-enterprise";
import { reinstateEnterprise, suspendEnterprise } from "@firstlot/core/enterprise/suspend-enterprise";
import { editApplication, startApplication } from "@firstlot/core/enterprise/write-application";
import { partnerIdSchema, type UserPrincipal } from "@firstlot/core/identity/actor";
import { ensureUser } from "@firstlot/core/identity/ensure-user";
import { bootstrapOperator } from "@firstlot/core/identity/grant-staff-role";
import { loadPrincipal } from "@firstlot/core/identity/load-principal";
import { commandOf } from "@firstlot/core/kernel/command";
import { addMs, type Instant, instantOf } from "@firstlot/core/kernel/instant";
import { invariant } from "@firstlot/core/kernel/invariant";
import { dueKeys } from "@firstlot/core/work/sweep";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalStore, openLocalStore } from "./local-store.ts";

const now = instantOf(1_790_000_000_000);
const idSecret = "id-secret";
const bank = partnerIdSchema.parse(`ptr_${"B".repeat(20)}`);
const otherBank = partnerIdSchema.parse(`ptr_${"C".repeat(20)}`);
let local: LocalStore;
let count = 0;

beforeAll(async () => {
  local = await openLocalStore();
});
afterAll(() => local.close());

const deps = (missing: readonly string[] = []): EnterpriseDeps => ({
  store: local.store,
  idSecret,
  openReviewCase: async (command, { caseId }) => ({
    caseId: caseId ?? `cas_${command.requestId}`,
    writes: {},
  }),
  missingDocuments: async () => missing,
  effects: { onSuspended: async () => ({}), onReinstated: async () => ({}) },
});
const commandBy = (actor: string, payload: unknown = {}, at: Instant = now, key = `key-${++count}`) =>
  commandOf({ secret: idSecret, actor, route: "test", idempotencyKey: key, payload, now: at, wall: now });
function must<T>(result: { ok: true; value: T } | { ok: false; error: { kind: string } }): T {
  invariant(result.ok, result.ok ? "" : `refused: ${JSON.stringify(result.error)}`);
  return result.value;
}
async function person(sub: string): Promise<UserPrincipal> {
  const claims = { iss: "https://issuer.example", sub, email: `${sub}@people.example`, email_verified: true };
  const { id } = await ensureUser({ store: local.store, idSecret }, claims, now);
  const loaded = await loadPrincipal(local.store, { userId: id, signedInAt: now, secondFactor: true });
  invariant(loaded, "a known user");
  return loaded.principal;
}

const profile = {
  legalName: "First Works GmbH",
  country: "DE",
  registryNumber: { scheme: "lei", text: "5493001KJTIIGC8Y1R12" },
  legalForm: "company",
  address: { street: "Werkstraße 1", city: "Berlin", postalCode: "10115", country: "DE" },
  sector: "crafts",
  licence: { number: "HRB 1", validUntil: null },
} as const;
const people: readonly NamedPerson[] = [
  {
    name: "Olga Owner",
    roles: ["owner", "representative"],
    shareBps: 10_000,
    birthDate: "1980-02-03",
    email: "olga@people.example",
    identityNumber: { country: "DE", text: "L01X00T47" },
  },
];
const account: NamedAccount = {
  name: "First Works GmbH",
  scheme: "iban",
  number: "DE89370400440532013000",
  currency: "EUR",
};
const other: NamedAccount = { ...account, number: "NL91ABNA0417164300" };

const named = (owner: UserPrincipal, enterpriseId: Enterprise["id"], which: NamedAccount) =>
  changePayoutAccount(deps(), commandBy(owner.userId, which), {
    by: owner.userId,
    enterpriseId,
    account: which,
  });
const started = async (owner: UserPrincipal) =>
  must(await startApplication(deps(), commandBy(owner.userId), { by: owner, profile: {} })).value;
async function applied(owner: UserPrincipal): Promise<Enterprise> {
  const { id: enterpriseId, version } = await started(owner);
  const by = owner.userId;
  must(await editApplication(deps(), commandBy(by), { by, enterpriseId, version, profile, people }));
  must(await named(owner, enterpriseId, account));
  return must(await applyForVerification(deps(), commandBy(by), { by, enterpriseId })).value;
}
const caseOf = (enterprise: Enterprise) => {
  invariant(enterprise.status !== "draft", "an enterprise with a case");
  return { id: enterprise.caseId, subject: { id: enterprise.id, contentHash: enterprise.contentHash } };
};
async function decided(
  enterprise: Enterprise,
  verdict: "approve" | "reject",
  [a, b]: readonly UserPrincipal[],
) {
  invariant(a && b, "two persons");
  const decision = {
    verdict,
    analyst: { userId: a.userId },
    approvers: [{ userId: b.userId }],
    explanation: { reasonCodes: verdict === "reject" ? ["owner_shares_incomplete"] : [] },
  };
  const effects = enterpriseReviewEffects({ store: local.store });
  must(
    await local.store.commit(
      await effects.onDecided({ ...caseOf(enterprise), decision }, commandBy(b.userId)),
    ),
  );
  const found = await loadEnterprise(local.store, enterprise.id);
  invariant(found, "a known enterprise");
  return found;
}
const accountOf = async (enterprise: Enterprise) => {
  const found = await loadPayoutAccount(local.store, enterprise.id);
  invariant(found, "a named account");
  return found;
};
async function answered(enterprise: Enterprise, answer: NameCheckAnswer, at: Instant = now) {
  const { check } = await accountOf(enterprise);
  invariant(check, "a question");
  const reply = { kind: "answered", partnerId: bank, answer } as const;
  await carryNameCheck(
    { store: local.store, bank: { ask: async () => reply } },
    commandBy("system:work", {}, at),
    check.checkId,
  );
  return accountOf(enterprise);
}

describe("an application", () => {
  it("is begun once by its first owner, who is a member from the same moment", async () => {
    const owner = await person("olga");
    const command = commandBy(owner.userId, {}, now, "start");
    const input = { by: owner, profile: {} };
    const first = must(await startApplication(deps(), command, input));
    expect(must(await startApplication(deps(), command, input))).toEqual({
      value: first.value,
      replayed: true,
    });
    const loaded = await loadPrincipal(local.store, owner);
    expect(loaded?.principal.memberships).toEqual([{ enterpriseId: first.value.id, role: "owner" }]);
  });
  it("cannot be begun by staff", async () => {
    const staff = await person("stan");
    must(await bootstrapOperator({ store: local.store }, commandBy("system:seed"), { userId: staff.userId }));
    expect(await startApplication(deps(), commandBy(staff.userId), { by: staff, profile: {} })).toMatchObject(
      {
        error: { kind: "staff_and_enterprise_exclude_each_other" },
      },
    );
  });
  it("names everything that is missing, field by field", async () => {
    const owner = await person("ines");
    const draft = await started(owner);
    const input = { by: owner.userId, enterpriseId: draft.id };
    const refused = await applyForVerification(deps(["licence"]), commandBy(owner.userId), input);
    invariant(!refused.ok && refused.error.kind === "application_incomplete", "an empty file is incomplete");
    const pointers = refused.error.missing.map(({ pointer }) => pointer);
    expect(pointers).toEqual([
      "/profile/legalName",
      "/profile/country",
      "/profile/registryNumber",
      "/profile/legalForm",
      "/profile/address",
      "/profile/sector",
      "/profile/licence",
      "/people",
      "/people",
      "/payoutAccount",
    ]);
    const edit = { by: owner.userId, enterpriseId: draft.id, version: draft.version, profile, people };
    must(await editApplication(deps(), commandBy(owner.userId), edit));
    must(await named(owner, draft.id, account));
    expect(await applyForVerification(deps(["licence"]), commandBy(owner.userId), input)).toMatchObject({
      error: { missing: [{ pointer: "/evidence/licence", code: "upload_document" }] },
    });
  });
  it("keeps personal data apart from the file and its events, and forgets whom it names no more", async () => {
    const owner = await person("petra");
    const draft = await started(owner);
    const edit = { by: owner.userId, enterpriseId: draft.id, profile };
    const withPeople = must(
      await editApplication(deps(), commandBy(owner.userId), { ...edit, version: draft.version, people }),
    ).value;
    const { events } = await history(local.store, { id: draft.id });
    const public_ = JSON.stringify([withPeople, events]);
    for (const secret of ["Olga", "1980-02-03", "olga@", "L01X00T47"]) expect(public_).not.toContain(secret);
    expect(await loadPeople(local.store, withPeople)).toMatchObject([
      { name: "Olga Owner", identityLastFour: "0T47", shareBps: 10_000 },
    ]);
    must(
      await editApplication(deps(), commandBy(owner.userId), {
        ...edit,
        version: withPeople.version,
        people: [],
      }),
    );
    expect(await loadPeople(local.store, withPeople)).toEqual([]);
  });
  it("is edited on the version that was read: a lost race and a stale text are told apart from a retry", async () => {
    const owner = await person("rosa");
    const { id: enterpriseId, version } = await started(owner);
    const edit = (text: string) => {
      const payload = { legalName: text };
      // As the API names an edit: the version that was read and what it is to become.
      const command = commandBy(owner.userId, payload, now, `${version} ${text}`);
      return editApplication(deps(), command, {
        by: owner.userId,
        enterpriseId,
        version,
        profile: payload,
        people: [],
      });
    };
    must(await edit("One"));
    expect(must(await edit("One")).replayed).toBe(true);
    expect(await edit("Two")).toEqual({ ok: false, error: { kind: "version_mismatch", version: 2 } });
  });
  it("goes through a requested change to verified, and then nobody edits it", async () => {
    const owner = await person("tara");
    const reviewers = [await person("anna"), await person("ben")];
    const first = await applied(owner);
    const effects = enterpriseReviewEffects({ store: local.store });
    const asked = await effects.onChangeRequested(caseOf(first), ["licence_expired"], commandBy("usr_x"));
    must(await local.store.commit(asked));
    const input = { by: owner.userId, enterpriseId: first.id };
    const again = must(await applyForVerification(deps(), commandBy(owner.userId), input)).value;
    expect(caseOf(again).id).toBe(caseOf(first).id);
    expect(await standingOf(local.store, first.id)).toEqual({ isVerified: false });
    const verified = await decided(again, "approve", reviewers);
    expect(await standingOf(local.store, first.id)).toEqual({ isVerified: true });
    const edit = { ...input, version: verified.version, profile, people };
    expect(await editApplication(deps(), commandBy(owner.userId), edit)).toMatchObject({
      error: { kind: "enterprise_not_in_state", status: "verified" },
    });
    const { events } = await history(local.store, { id: first.id });
    expect(events.map(({ kind }) => kind)).toEqual([
      "enterprise.started",
      "enterprise.edited",
      "enterprise.applied",
      "enterprise.changes_requested",
      "enterprise.applied",
      "enterprise.verified",
    ]);
    expect(firstBreak(events)).toBeUndefined();
    const number = { scheme: "lei", normalized: "5493001KJTIIGC8Y1R12" };
    expect(await enterprisesWithNumber(local.store, number)).toContain(first.id);
  });
  it("is appealed once after a rejection, with the same case", async () => {
    const owner = await person("uma");
    const reviewers = [await person("carl"), await person("dora")];
    const rejected = await decided(await applied(owner), "reject", reviewers);
    const effects = enterpriseReviewEffects({ store: local.store });
    must(await local.store.commit(await effects.onAppealed(caseOf(rejected), commandBy(owner.userId))));
    const appealed = await loadEnterprise(local.store, rejected.id);
    expect(appealed).toMatchObject({ status: "applied", appealed: true, caseId: caseOf(rejected).id });
    invariant(appealed, "a known enterprise");
    const final = await decided(appealed, "reject", reviewers);
    await expect(effects.onAppealed(caseOf(final), commandBy(owner.userId))).rejects.toThrow(/once/);
  });
  it("is decided only on the content that was handed in", async () => {
    const first = await applied(await person("vera"));
    const effects = enterpriseReviewEffects({ store: local.store });
    const forged = { ...caseOf(first), subject: { id: first.id, contentHash: "another" } };
    await expect(effects.onChangeRequested(forged, ["x"], commandBy("usr_x"))).rejects.toThrow(/exactly/);
  });
  it("knows who belongs to it, by membership and by the people it names", async () => {
    const owner = await person("wanda");
    const olga = await person("olga");
    const stranger = await person("xaver");
    const { id: enterpriseId } = await applied(owner);
    const belongs = ({ personId }: UserPrincipal) => personBelongsTo(local.store, { personId, enterpriseId });
    expect(await Promise.all([owner, olga, stranger].map(belongs))).toEqual([true, true, false]);
  });
});

describe("a payout account", () => {
  it("asks a bank with the application, and only the bank that was asked may answer", async () => {
    const owner = await person("yara");
    const draft = await started(owner);
    must(await named(owner, draft.id, account));
    expect((await accountOf(draft)).check).toBeUndefined();
    const enterprise = await applied(await person("zoe"));
    const { check } = await accountOf(enterprise);
    invariant(check, "a question");
    const told = { checkId: check.checkId, answer: "match" } as const;
    const answer = (partnerId: typeof bank) =>
      onNameCheckAnswered({ store: local.store }, commandBy(partnerId), { ...told, partnerId });
    expect(await answer(bank)).toEqual({ ok: false, error: { kind: "not_found" } }); // nobody was asked yet
    const ask = async () => ({ kind: "asked", partnerId: bank }) as const;
    await carryNameCheck({ store: local.store, bank: { ask } }, commandBy("system:work"), check.checkId);
    expect(await answer(otherBank)).toEqual({ ok: false, error: { kind: "not_found" } });
    expect(must(await answer(bank)).status).toBe("verified");
    expect(must(await answer(bank)).version).toBe((await accountOf(enterprise)).version);
  });
  it("waits 72 hours after a change, comes due by itself, and stops commits meanwhile", async () => {
    const owner = await person("aida");
    const enterprise = await applied(owner);
    const before = await answered(enterprise, "match");
    const guard = (which: typeof before) => local.store.commit({ guard: payoutAccountStillVerified(which) });
    expect((await guard(before)).ok).toBe(true);
    must(await named(owner, enterprise.id, other));
    expect((await guard(before)).ok).toBe(false);
    const held = await answered(enterprise, "match", addMs(now, 1_000));
    expect(held.status).toBe("on_hold");
    const end = addMs(now, PAYOUT_HOLD_MS);
    const dueAt = async (at: Instant) =>
      (await dueKeys(local.store, { now: at, graceMs: 0 })).filter(
        ({ pk }) => pk === `PAYOUT#${enterprise.id}`,
      );
    expect(await dueAt(addMs(end, -1))).toEqual([]);
    expect(await dueAt(end)).toHaveLength(1);
    const release = (at: Instant) =>
      releasePayoutHold({ store: local.store }, commandBy("system:due", {}, at), enterprise.id);
    expect(await release(addMs(end, -1))).toMatchObject({ error: { kind: "payout_hold_not_over" } });
    expect(must(await release(end)).status).toBe("verified");
    expect(must(await release(end)).status).toBe("verified");
    expect(await dueAt(addMs(end, PAYOUT_HOLD_MS))).toEqual([]);
    expect((await guard(before)).ok).toBe(false); // verified again, but it is another account
    expect((await guard(await accountOf(enterprise))).ok).toBe(true);
    const { events } = await history(local.store, { id: held.id, stream: enterprise.id });
    expect(firstBreak(events)).toBeUndefined();
    expect(JSON.stringify(events)).not.toContain("NL91ABNA");
  });
  it("answers an old question about an account that was changed with a refusal", async () => {
    const owner = await person("bela");
    const enterprise = await applied(owner);
    const { check } = await accountOf(enterprise);
    invariant(check, "a question");
    const ask = async () => ({ kind: "asked", partnerId: bank }) as const;
    await carryNameCheck({ store: local.store, bank: { ask } }, commandBy("system:work"), check.checkId);
    must(await named(owner, enterprise.id, other));
    const told = { checkId: check.checkId, answer: "match", partnerId: bank } as const;
    expect(await onNameCheckAnswered({ store: local.store }, commandBy(bank), told)).toMatchObject({
      error: { kind: "name_check_superseded" },
    });
  });
  it("with a close name is verified by the approval of the enterprise", async () => {
    const enterprise = await applied(await person("cleo"));
    expect((await answered(enterprise, "close")).status).toBe("unverified");
    await decided(enterprise, "approve", [await person("dina"), await person("emil")]);
    expect((await accountOf(enterprise)).status).toBe("verified");
  });
  it("is changed by somebody who lost the membership: refused in the commit", async () => {
    const enterprise = await applied(await person("fritz"));
    expect(await named(await person("gero"), enterprise.id, other)).toMatchObject({
      error: { kind: "role_no_longer_held" },
    });
  });
});

describe("a suspension", () => {
  it("is one operator's, stops commits at once, and ends where it began", async () => {
    const operator = await person("stan");
    const reviewers = [await person("hugo"), await person("ida")];
    const verified = await decided(await applied(await person("jana")), "approve", reviewers);
    const guard = () => local.store.commit({ guard: enterpriseStillVerified(verified.id) });
    expect((await guard()).ok).toBe(true);
    const input = { by: operator.userId, enterpriseId: verified.id };
    const command = commandBy(operator.userId);
    const suspend = () => suspendEnterprise(deps(), command, { ...input, reasonCode: "no_contact" });
    expect(must(await suspend()).value.status).toBe("suspended");
    expect(must(await suspend()).replayed).toBe(true);
    expect((await guard()).ok).toBe(false);
    const list = await listEnterprises(local.store, { status: "suspended", limit: 10 });
    expect(list.items.map(({ id }) => id)).toEqual([verified.id]);
    const reinstated = must(await reinstateEnterprise(deps(), commandBy(operator.userId), input)).value;
    expect(reinstated).toMatchObject({ status: "verified", verifiedAt: now });
    expect((await guard()).ok).toBe(true);
    expect(await reinstateEnterprise(deps(), commandBy(operator.userId), input)).toMatchObject({
      error: { kind: "enterprise_not_in_state" },
    });
  });
  it("is refused to somebody who is no operator, in the commit", async () => {
    const reviewers = [await person("karl"), await person("lena")];
    const verified = await decided(await applied(await person("mona")), "approve", reviewers);
    const input = { by: reviewers[0]?.userId, enterpriseId: verified.id, reasonCode: "no_contact" } as const;
    invariant(input.by, "a reviewer");
    expect(await suspendEnterprise(deps(), commandBy(input.by), { ...input, by: input.by })).toMatchObject({
      error: { kind: "role_no_longer_held" },
    });
  });
});
