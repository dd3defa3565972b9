import type { ConcurrencyRefusal, IdempotencyRefusal } from "../kernel/command.ts";
import type { EndpointStatusRefusal, RotationRefusal } from "./endpoint.ts";
import type { TargetRefusal } from "./target.ts";

/** Everything that managing endpoints and deliveries refuses; a foreign thing is answered like a missing one. */
export type WebhookRefusal = Readonly<
  | { kind: "not_found" }
  | { kind: "version_mismatch" }
  | { kind: "too_many_endpoints"; max: number }
  | TargetRefusal
  | EndpointStatusRefusal
  | RotationRefusal
  | ConcurrencyRefusal
  | IdempotencyRefusal
>;
