import { randomUUID } from "node:crypto";
import { linesOf, type PledgeDraft, postalOf } from "./draft.ts";
import type { Flow } from "./flow.ts";
import { type Fields, textOf } from "./forms.ts";
import type { PageProblem } from "./problem-words.ts";

/** What became of the last button. */
export type ReserveOutcome =
  | { readonly kind: "reserved"; readonly pledgeId: string }
  | { readonly kind: "sign_in" }
  | { readonly kind: "refused"; readonly problem: PageProblem; readonly draft: PledgeDraft };

/**
 * Reserves what was checked, under the draft's own key: pressed twice, sent again or overtaken by a crash, it is one
 * pledge. Nothing of the draft is lost when it is refused. The address follows by a command of its own; where that
 * does not succeed, the pledge's page asks for it.
 */
export async function reserveDraft(flow: Flow, fields: Fields): Promise<ReserveOutcome> {
  const { draft, quote, visit, keep } = flow;
  const { key, country = "", method = "page", acknowledged, via, address } = draft;
  const shown = { amount: textOf(fields, "total"), currency: flow.campaign.currency };
  const { data, error } = await visit.api.POST("/campaigns/{campaignId}/pledges", {
    params: { path: { campaignId: draft.campaignId }, header: { "idempotency-key": key } },
    body: {
      ...{ lines: linesOf(draft), country, method },
      expectedTotal: shown.amount === "" && quote !== undefined ? quote.total : shown,
      ...(acknowledged === undefined ? {} : { acknowledged: { version: acknowledged.version } }),
      ...(via === undefined ? {} : { via }),
    },
  });
  if (error !== undefined) {
    if (error.code === "sign_in_required") return { kind: "sign_in" };
    if (error.code !== "idempotency_key_reused") return { kind: "refused", problem: error, draft };
    // made before with other answers: this is another pledge, and wants to be pressed for
    const next = { ...draft, key: randomUUID() };
    await keep(next);
    return { kind: "refused", problem: error, draft: next };
  }
  if (address !== undefined)
    await visit.api.POST("/pledges/{pledgeId}/delivery", {
      params: { path: { pledgeId: data.id }, header: { "idempotency-key": `${key}.address` } },
      body: postalOf(address, country),
    });
  await keep({ campaignId: draft.campaignId, key, items: {}, pledgeId: data.id });
  return { kind: "reserved", pledgeId: data.id };
}
