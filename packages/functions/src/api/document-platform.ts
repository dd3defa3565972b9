import { Store } from "@firstlot/core/kernel/store";
import { storeClient } from "@firstlot/core/kernel/store-client";
import type { Platform } from "../platform.ts";
import { wireDeps } from "../wiring/deps.ts";
import { BACKOFFICE_API, createBackofficeApp } from "./backoffice/app.ts";
import { type ApiDocument, documentOf } from "./openapi.ts";
import { createPartnerApp, PARTNER_API } from "./partner/app.ts";
import { createPublicApp, PUBLIC_API } from "./public/app.ts";

const never = (): never => {
  throw new Error("a document is written without calling anything");
};

/** A platform on which nothing works: enough to build the apps and to read their routes. */
function blankPlatform(): Platform {
  const dynamo = storeClient({
    region: "none",
    credentials: { accessKeyId: "none", secretAccessKey: "none" },
  });
  return {
    store: new Store({ dynamo, tableName: "none" }),
    clock: { business: never, wall: never },
    blobs: { put: never, get: never, head: never },
    mailer: { send: never },
    queue: { announce: never, waiting: never },
    tokens: { issuer: "none", audience: "none", keys: never },
    secrets: { id: "", cursor: "" },
    secretBox: { seal: never, open: never },
    paymentLinkKey: { kty: "OKP", crv: "Ed25519", x: "", d: "", kid: "none" },
    send: never,
    origin: "https://firstlot.example",
    egressAllowlist: [],
    log: never,
  };
}

/** The document of each API by its name, as its app would serve it; for linting, for the SDK and for tests. */
export function apiDocuments(): Readonly<Record<"public" | "backoffice" | "partner", ApiDocument>> {
  const platform = blankPlatform();
  const wired = wireDeps(platform);
  return {
    public: documentOf(createPublicApp(platform, wired), PUBLIC_API),
    backoffice: documentOf(createBackofficeApp(platform, wired), BACKOFFICE_API),
    partner: documentOf(createPartnerApp(platform, wired), PARTNER_API),
  };
}
