import type { CampaignRow } from "../campaign/campaign-data.ts";
import type { Enterprise } from "../enterprise-data.ts";
import type { OwnCaseRow } from "../review/own-review-data.ts";

/** Something that waits for the enterprise. */
export type Turn =
  | { readonly kind: "file_draft"; readonly left: number }
  | { readonly kind: "file_rejected" }
  | { readonly kind: "case"; readonly of: OwnCaseRow }
  | { readonly kind: "campaign_approved" | "campaign_rejected"; readonly of: CampaignRow };

/**
 * What waits for the enterprise, the file before all, then what has a date, the next one first.
 * @param tasks how many things are missing before the application
 */
export function turnsOf(seen: {
  readonly status: Enterprise["status"];
  readonly tasks: number;
  readonly cases: readonly OwnCaseRow[];
  readonly campaigns: readonly CampaignRow[];
}): readonly Turn[] {
  const { status, tasks, cases, campaigns } = seen;
  const asked = cases
    .filter(({ waitingOn }) => waitingOn === "applicant")
    .toSorted((a, b) => (a.answerBy ?? "").localeCompare(b.answerBy ?? ""));
  return [
    ...(status === "draft" ? [{ kind: "file_draft", left: tasks } as const] : []),
    ...(status === "rejected" ? [{ kind: "file_rejected" } as const] : []),
    ...asked.map((of) => ({ kind: "case", of }) as const),
    ...campaigns.flatMap((of): Turn[] => {
      if (of.status === "approved") return [{ kind: "campaign_approved", of }];
      return of.status === "rejected" ? [{ kind: "campaign_rejected", of }] : [];
    }),
  ];
}

const OVER: ReadonlySet<string> = new Set(["archived", "refunded", "completed", "cancelled"]);

/** States in which backers' money is about. */
const WITH_MONEY: ReadonlySet<string> = new Set([
  "live",
  "paused",
  "closing",
  "funded",
  "delivering",
  "undelivered",
]);

/** Whether a campaign was published and has money to show. */
export const hasMoney = ({ status }: Pick<CampaignRow, "status">): boolean => WITH_MONEY.has(status);

/** Campaigns that something still happens to: those with money first, no more than the overview has room for. */
export function activeCampaigns(campaigns: readonly CampaignRow[], max: number): readonly CampaignRow[] {
  const active = campaigns.filter(({ status }) => !OVER.has(status));
  return [...active.filter(hasMoney), ...active.filter((one) => !hasMoney(one))].slice(0, max);
}
