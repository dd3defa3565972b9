import type { FileScanner } from "@firstlot/core/evidence/scan-evidence";
import type { BlobStore } from "@firstlot/core/kernel/blob-store";
import type { Clock } from "@firstlot/core/kernel/instant";
import type { Store } from "@firstlot/core/kernel/store";
import type { SecretBox } from "@firstlot/core/webhook/secret-box";
import type { WebhookSender } from "@firstlot/core/webhook/sender";
import type { PaymentLinkSigningKey } from "@firstlot/partner-kit/payment-link";
import type { JWTPayload, JWTVerifyGetKey } from "jose";

/** A mail as the sender gets it; headers are checked for line breaks by whoever delivers it. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Sends a mail at most once per `id`. */
export interface Mailer {
  send(id: string, mail: Mail): Promise<void>;
}

/** Where deferred effects are announced; `delaySeconds` ≤ 900. Losing an announcement loses nothing: the sweeper looks. */
export interface WorkQueue {
  announce(message: {
    readonly key: { readonly pk: string; readonly sk: string };
    readonly delaySeconds: number;
  }): Promise<void>;
  /** About how many messages wait to be taken. */
  waiting(): Promise<number>;
}

/** Whose access tokens are believed. */
export interface TokenIssuer {
  readonly issuer: string;
  /** Whom tokens are meant for; `undefined` where they name nobody, and `claimsOf` looks at their client instead. */
  readonly audience: string | undefined;
  readonly keys: JWTVerifyGetKey;
  /** A verified token's claims in our words; `undefined` when it is not to be believed. Without it, they are ours already. */
  readonly claimsOf?: (payload: JWTPayload) => JWTPayload | undefined;
}

/** Everything that differs between AWS and one machine, handed in once. The rest of the code is the same. */
export interface Platform {
  readonly store: Store;
  readonly clock: Clock;
  readonly blobs: BlobStore;
  readonly mailer: Mailer;
  readonly queue: WorkQueue;
  readonly tokens: TokenIssuer;
  readonly secrets: {
    /** Keys the ids of what commands create. */
    readonly id: string;
    /** Signs list cursors. */
    readonly cursor: string;
  };
  /** Further scanners of uploaded files, asked after the look inside: in AWS what GuardDuty says of the object. */
  readonly scanners?: readonly FileScanner[];
  /** Encrypts partners' secrets at rest. */
  readonly secretBox: SecretBox;
  /** Signs payment links; the public half is at `/.well-known/payment-link-keys`. */
  readonly paymentLinkKey: PaymentLinkSigningKey;
  /** Reaches partners' servers and nothing else. */
  readonly send: WebhookSender;
  /** Public origin of the site and the APIs, without a slash at its end. */
  readonly origin: string;
  /** Exact `host:port` entries that an endpoint may name although they are private; empty in AWS. */
  readonly egressAllowlist: readonly string[];
  readonly log: (line: LogLine) => void;
}

/** One structured log line; only these members exist, so that no personal data can slip in. */
export interface LogLine {
  readonly level: "info" | "warn" | "error";
  readonly event: string;
  readonly requestId?: string;
  readonly method?: string;
  readonly route?: string;
  readonly status?: number;
  readonly durationMs?: number;
  readonly actor?: string;
  readonly ref?: string;
  readonly code?: string;
  readonly error?: string;
}
