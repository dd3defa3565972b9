import type { ConcurrencyRefusal, IdempotencyRefusal } from "../kernel/command.ts";
import type { Instant } from "../kernel/instant.ts";
import type { CampaignStatus } from "./campaign.ts";
import type { MissingTerm } from "./task-list.ts";

/** Everything that a command on a campaign may refuse. A new kind breaks every mapping that lacks it. */
export type CampaignRefusal =
  | Readonly<
      | { kind: "not_found" | "forbidden" }
      | { kind: "not_in_state"; status: CampaignStatus; allowed: readonly CampaignStatus[] }
      | { kind: "version_mismatch"; version: number }
      | { kind: "terms_incomplete"; missing: readonly MissingTerm[] }
      | { kind: "media_unknown"; key: string }
      | { kind: "publish_at_out_of_range"; earliest: Instant; latest: Instant }
      | { kind: "deadline_out_of_window"; earliest: Instant; latest: Instant }
      | { kind: "publication_started" }
      | { kind: "publication_too_early"; publishAt: Instant }
      | { kind: "content_changed" }
      | { kind: "enterprise_not_verified" }
      | { kind: "bank_not_available"; currency: string }
      | { kind: "deadline_not_reached"; deadline: Instant }
      | { kind: "cap_not_reached" }
      | { kind: "appeal_used" }
      | { kind: "second_person_required" }
      | { kind: "cancel_not_requested" }
      | { kind: "already_paid_out" }
    >
  | ConcurrencyRefusal
  | IdempotencyRefusal;
