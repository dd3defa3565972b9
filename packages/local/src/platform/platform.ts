import { join } from "node:path";
import { invariant } from "@firstlot/core/kernel/invariant";
import { Store } from "@firstlot/core/kernel/store";
import { createSender } from "@firstlot/core/webhook/sender";
import type { Platform } from "@firstlot/functions/platform";
import { watchClock } from "@firstlot/functions/wiring/watch-clock";
import { createRemoteJWKSet } from "jose";
import { DiskBlobStore } from "../blobs/disk-blob-store.ts";
import type { BusinessClock } from "../clock/business-clock.ts";
import { dynamoClient } from "../engine/dynamo-client.ts";
import { API_RESOURCE } from "../identity-provider/clients.ts";
import type { Mailbox } from "../mailbox/mailbox.ts";
import { type LocalSecrets, localSecretBox } from "./local-secrets.ts";
import type { LocalQueue } from "./queue.ts";

/** Name of the one table on this machine. */
export const TABLE_NAME = "firstlot";

/** Everything that differs from AWS, from the parts of this machine. */
export function localPlatform(parts: {
  endpoint: string;
  dataDir: string;
  clock: BusinessClock;
  mailbox: Mailbox;
  queue: LocalQueue;
  secrets: LocalSecrets;
  issuer: string;
  origin: string;
  /** `host:port` of each sandbox bank. */
  bankHosts: readonly string[];
  log: Platform["log"];
}): Platform {
  const { clock, mailbox, queue, secrets, issuer, origin, bankHosts, log } = parts;
  const dynamo = dynamoClient({ endpoint: parts.endpoint });
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
    send: createSender({ allow: bankHosts }),
    origin,
    egressAllowlist: bankHosts,
    log,
  };
}
