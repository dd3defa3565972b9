import type { WebhookRefusal } from "@firstlot/core/webhook/webhook-refusal";
import type { ProblemEntry, SHARED_PROBLEMS } from "./shared.ts";

type Kind = Exclude<WebhookRefusal["kind"], keyof typeof SHARED_PROBLEMS>;

/** What a bank sees when an endpoint or a delivery does not change. */
export const WEBHOOK_PROBLEMS = {
  too_many_endpoints: {
    status: 409,
    title: "You have as many endpoints as there may be; nothing was created.",
  },
  malformed_url: { status: 422, title: "The URL is not understood; nothing was created." },
  scheme_not_allowed: { status: 422, title: "An endpoint's URL begins with https://; nothing was created." },
  port_not_allowed: { status: 422, title: "An endpoint listens on port 443 or 8443; nothing was created." },
  credentials_in_url: {
    status: 422,
    title: "The URL must not hold a user or password; nothing was created.",
  },
  fragment_in_url: { status: 422, title: "The URL must not have a fragment; nothing was created." },
  address_not_allowed: {
    status: 422,
    title: "The URL does not lead to a public address; nothing was created.",
  },
  endpoint_status: { status: 409, title: "The endpoint's status does not allow this; nothing was sent." },
  too_many_secrets: { status: 409, title: "Too many secrets sign at once; wait until one ends." },
} as const satisfies Record<Kind, ProblemEntry>;
