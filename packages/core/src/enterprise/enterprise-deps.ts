import type { NameCheckId } from "../bank/name-check-id.ts";
import type { EnterpriseId, PartnerId } from "../identity/actor.ts";
import type { Command } from "../kernel/command.ts";
import type { Store, Writes } from "../kernel/store.ts";
import type { NameCheckAnswer, PayoutAccount } from "./payout-account.ts";

/** What a review case is told about an enterprise. */
export interface EnterpriseSubject {
  readonly kind: "enterprise";
  readonly id: EnterpriseId;
  readonly enterpriseId: EnterpriseId;
  readonly contentHash: string;
}

/** What the use cases of enterprises need. Ports are wired in `functions/src/wiring.ts`. */
export interface EnterpriseDeps {
  readonly store: Store;
  /** Keys the fingerprints of people and accounts. */
  readonly idSecret: string;
  /** Opens the case of an application, or goes on with the one that waits for this answer; its writes join ours. */
  openReviewCase(
    command: Command,
    request: { readonly subject: EnterpriseSubject; readonly caseId?: string },
  ): Promise<{ readonly caseId: string; readonly writes: Writes }>;
  /** Types of document that the country requires and the enterprise has not uploaded. */
  missingDocuments(enterprise: { enterpriseId: EnterpriseId; country: string }): Promise<readonly string[]>;
  /** What a suspension, or its end, does to campaigns and tranches, in the same transaction. */
  readonly effects: {
    onSuspended(enterpriseId: EnterpriseId, command: Command): Promise<Writes>;
    onReinstated(enterpriseId: EnterpriseId, command: Command): Promise<Writes>;
  };
}

/** How a bank is asked for the name of an account; it may answer at once or later by its own call. */
export interface NameCheckBank {
  ask(question: {
    readonly checkId: NameCheckId;
    readonly account: Pick<PayoutAccount, "name" | "scheme" | "number" | "currency" | "country">;
  }): Promise<
    | { readonly kind: "answered"; readonly partnerId: PartnerId; readonly answer: NameCheckAnswer }
    | { readonly kind: "asked"; readonly partnerId: PartnerId }
  >;
}
