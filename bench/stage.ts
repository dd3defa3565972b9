import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type AccountNumber, accountNumberSchema } from "@firstlot/core/bank/account-number";
import { type Partner, partnerSchema } from "@firstlot/core/bank/partner";
import { putPartner } from "@firstlot/core/bank/partner-store";
import type { Offer } from "@firstlot/core/campaign/offer";
import { instantOf } from "@firstlot/core/kernel/instant";
import { invariant } from "@firstlot/core/kernel/invariant";
import type { Store } from "@firstlot/core/kernel/store";
import { createPartnerApp } from "@firstlot/functions/api/partner/app";
import { createPublicApp } from "@firstlot/functions/api/public/app";
import type { Platform } from "@firstlot/functions/platform";
import { createWorkHandler } from "@firstlot/functions/queue/work";
import { wireDeps } from "@firstlot/functions/wiring/deps";
import { dueRunner } from "@firstlot/functions/wiring/due-runner";
import { newEd25519Pair, readSigningKey, type SigningKey } from "@firstlot/partner-kit/webhook-key";
import { z } from "zod";
import {
  CALENDAR,
  NOON,
  offerWith,
  openScene,
  publishOffer,
  type Scene,
} from "../test/store/pledge-scene.ts";

const ISSUER = "https://sign-in.example";
const tokenKey = generateKeyPairSync("rsa", { modulusLength: 2_048 }); // RS256, as Cognito signs
const bankKey = newEd25519Pair(randomBytes(32));
const paymentLinkKey = z
  .object({ kty: z.literal("OKP"), crv: z.literal("Ed25519"), x: z.string(), d: z.string() })
  .transform((jwk) => ({ ...jwk, kid: "link-1" }))
  .parse(generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" }));

const unused = (): never => {
  throw new Error("not part of the bench");
};

/** The platform over a store: business time stands still at noon of a selling day, wall time is real. */
const platformOver = (store: Store): Platform => ({
  store,
  clock: { business: () => NOON, wall: () => instantOf(Date.now()) },
  blobs: { put: unused, get: unused, head: unused },
  mailer: { send: unused },
  queue: { announce: unused, waiting: unused },
  tokens: { issuer: ISSUER, audience: "firstlot", keys: async () => tokenKey.publicKey },
  secrets: { id: "id", cursor: "cursor" },
  secretBox: { seal: unused, open: unused },
  paymentLinkKey,
  send: unused,
  origin: "https://firstlot.example",
  egressAllowlist: [],
  log: (line) => void JSON.stringify(line),
});

/** An access token of a backer, RS256 over 2,048 bits. */
function tokenOf(backer: string): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const seconds = Math.floor(Date.now() / 1_000);
  const claims = {
    iss: ISSUER,
    aud: "firstlot",
    sub: backer,
    token_use: "access",
    email: `${backer}@example.com`,
    email_verified: true,
    auth_time: seconds,
    acr: "urn:firstlot:acr:pwd",
    iat: seconds,
    exp: seconds + 3_600,
  };
  const signed = `${encode({ alg: "RS256", typ: "at+jwt" })}.${encode(claims)}`;
  return `${signed}.${sign("RSA-SHA256", Buffer.from(signed), tokenKey.privateKey).toString("base64url")}`;
}

const bank = (): Partner =>
  partnerSchema.parse({
    id: offerWith({}).partnerId,
    status: "sandbox",
    name: "Sandbox bank",
    calendar: CALENDAR,
    currencies: ["EUR"],
    feeAccounts: {},
    clientId: "sandbox-bank",
    paymentPageUrl: "https://bank.example/pay",
    apiUrl: "https://bank.example/",
    confirmationKeys: [
      {
        id: `key_${"0".repeat(20)}`,
        scheme: "v1a",
        publicKey: bankKey.publicKey,
        validFrom: instantOf(Date.now() - 3_600_000),
      },
    ],
    createdAt: NOON,
    payloadHash: "",
    version: 1,
    eventHash: "",
  });

/** The functions of the platform over one client, as they are deployed. */
export function functionsOver(store: Store) {
  const platform = platformOver(store);
  const wired = wireDeps(platform);
  // A published campaign has a decided case, which is read once and kept; the bench's campaign was never reviewed.
  const reviewOf = async () => ({
    policy: { id: "bench", version: 1 },
    decidedAt: NOON,
    deciders: 2,
    steps: [],
    notChecked: [],
  });
  const publicWired = { ...wired, publicCampaign: { ...wired.publicCampaign, reviewOf } };
  return {
    wired,
    publicApp: createPublicApp(platform, publicWired),
    partnerApp: createPartnerApp(platform, wired),
    work: createWorkHandler(platform, dueRunner(wired)),
  };
}
export type Functions = ReturnType<typeof functionsOver>;

/** Everything the rows are measured on: an engine on disk, a bank, backers who signed in before. */
export interface Stage {
  readonly scene: Scene;
  readonly client: { readonly dynamo: DynamoDBClient; readonly store: Store };
  readonly functions: Functions;
  /** What the bank signs its messages with. */
  readonly bankSigningKey: SigningKey;
  readonly custody: AccountNumber;
  /** The token of whoever of the invited has waited longest. */
  nextBacker(): string;
  /** Lets backers sign in until there are that many; unmeasured. */
  invite(count: number): Promise<void>;
  /** Puts an offer up for sale. */
  sell(over: { units: number; shards: number }): Promise<Offer>;
  end(): Promise<void>;
}

const SIGN_INS_AT_ONCE = 16;
const PER_BACKER = 20;
const CAP_MINOR = 10_000_000_00;

/** Sets the stage; nothing of it is measured. */
export async function setStage(): Promise<Stage> {
  const scene = await openScene();
  const client = scene.separate();
  const functions = functionsOver(client.store);
  const signingKey = readSigningKey(bankKey.privateKey);
  invariant(signingKey.ok, "a fresh key can be read");
  await client.store.commit({ partner: putPartner(bank()) });
  const backers: string[] = [];
  let invited = 0;
  return {
    scene,
    client,
    functions,
    bankSigningKey: signingKey.value,
    custody: accountNumberSchema.parse("DE12500105170648489890"),
    nextBacker: () => {
      const token = backers.shift();
      invariant(token !== undefined, "backers were invited before they pledge");
      backers.push(token);
      return token;
    },
    invite: async (count) => {
      while (backers.length < count) {
        await Promise.all(
          Array.from({ length: SIGN_INS_AT_ONCE }, async () => {
            const token = tokenOf(`backer-${invited++}`);
            const headers = { authorization: `Bearer ${token}` };
            const answer = await functions.publicApp.request("/api/public/v1/me", { headers });
            invariant(answer.status === 200, "a backer signs in");
            backers.push(token);
          }),
        );
      }
    },
    sell: (over) =>
      publishOffer(client.store, offerWith({ ...over, hardCapMinor: CAP_MINOR, perBacker: PER_BACKER })),
    end: () => scene.end(),
  };
}
