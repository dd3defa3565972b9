import { join } from "node:path";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { invariant } from "@firstlot/core/kernel/invariant";
import { Store } from "@firstlot/core/kernel/store";
import { createSender } from "@firstlot/core/webhook/sender";
import type { Platform } from "@firstlot/functions/platform";
import { watchClock } from "@firstlot/functions/wiring/watch-clock";
import { createRemoteJWKSet } from "jose";
import { DiskBlobStore } from "../blobs/disk-blob-store.ts";
import type { BusinessClock } from "../clock/business-clock.ts";
import { API_RESOURCE } from "../identity-provider/clients.ts";
import type { Mailbox } from "../mailbox/mailbox.ts";
import { type LocalSecrets, localSecretBox } from "./local-secrets.ts";
import type { LocalQueue } from "./queue.ts";

/** Name of the one table on this machine. */
export const TABLE_NAME = "firstlot";

/** Everything that differs from AWS, from the parts of this machine. */
export function localPlatform(parts: {
  dynamo: DynamoDBClient;
  dataDir: string;
  clock: BusinessClock;
  mailbox: Mailbox;
  queue: LocalQueue;
  secrets: LocalSecrets;
  issuer: string;
  origin: string;
  /** `host:port` of each sandbox bank. */
  bankHosts: readonly string[];
  /** Told of each call to a bank. */
  onSend: () => void;
  log: Platform["log"];
}): Platform {
  const { dynamo, clock, mailbox, queue, secrets, issuer, origin, bankHosts, onSend, log } = parts;
  const send = createSender({ allow: bankHosts });
  return {
    store: new Store({ dynamo, tableName: TABLE_NAME, isClockTrue: watchClock(dynamo) }),
    clock,
    blobs: new DiskBlobStore({ folder: join(parts.dataDir, "blobs") }),
    mailer: {
      send: async (id, mail) => {
        const delivered = await mailbox.deliver({ messageId: id, ...mail });
        invariant(delivered.ok, "a notice is a mail that can be delivered");
      },
    },
    queue,
    tokens: { issuer, audience: API_RESOURCE, keys: createRemoteJWKSet(new URL("/jwks", issuer)) },
    secrets: { id: secrets.id, cursor: secrets.cursor },
    secretBox: localSecretBox(secrets.box),
    paymentLinkKey: secrets.paymentLink,
    send: (request) => {
      onSend();
      return send(request);
    },
    origin,
    egressAllowlist: bankHosts,
    log,
  };
}
