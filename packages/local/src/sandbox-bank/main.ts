import { join } from "node:path";
import { serve } from "@hono/node-server";
import { openAccount, registerPartner } from "./admin-routes.ts";
import type { BankWorld } from "./bank.ts";
import { type BankConfig, bankConfigSchema } from "./bank-config.ts";
import { openSandboxBank } from "./sandbox-bank.ts";

function worldOf(config: BankConfig): BankWorld {
  const optional = {
    ...(config.FIRSTLOT_BANK_LINK_JWKS_URL && { paymentLinkJwksUrl: config.FIRSTLOT_BANK_LINK_JWKS_URL }),
    ...(config.FIRSTLOT_BANK_TOKEN_ENDPOINT && { tokenEndpoint: config.FIRSTLOT_BANK_TOKEN_ENDPOINT }),
    ...(config.FIRSTLOT_BANK_TOKEN_AUDIENCE && { tokenAudience: config.FIRSTLOT_BANK_TOKEN_AUDIENCE }),
    ...(config.FIRSTLOT_BANK_TOKEN_SCOPE && { tokenScope: config.FIRSTLOT_BANK_TOKEN_SCOPE }),
    ...(config.FIRSTLOT_BANK_TOKEN_RESOURCE && { tokenResource: config.FIRSTLOT_BANK_TOKEN_RESOURCE }),
  };
  return {
    platformUrl: config.FIRSTLOT_BANK_PLATFORM_URL.replace(/\/$/, ""),
    journalPath: config.FIRSTLOT_BANK_JOURNAL ?? join(config.FIRSTLOT_DATA, "sandbox-bank.jsonl"),
    paymentLinkKeys: config.FIRSTLOT_BANK_LINK_KEYS ?? [],
    returnDelayMs: config.FIRSTLOT_BANK_RETURN_DELAY_MS,
    fetch: globalThis.fetch,
    wallMs: () => Date.now(),
    ...optional,
  };
}

/** Starts the bank as its own process; it is stopped by killing it, at any moment. */
function start(config: BankConfig): void {
  const adminToken = config.FIRSTLOT_BANK_ADMIN_TOKEN;
  const { app, bank } = openSandboxBank({
    world: worldOf(config),
    isAutomatic: config.FIRSTLOT_BANK_AUTORUN === "on",
    ...(adminToken === undefined ? {} : { adminToken }),
  });
  for (const partner of config.FIRSTLOT_BANK_PARTNERS ?? []) {
    if (!registerPartner(bank, partner))
      throw new Error(`a key of partner ${partner.partnerId} is not readable`);
  }
  for (const account of config.FIRSTLOT_BANK_ACCOUNTS ?? []) {
    const outcome = openAccount(bank, account);
    if (outcome === "no_such_partner" || outcome === "conflict")
      throw new Error(`account ${account.account}: ${outcome}`);
  }
  if (config.FIRSTLOT_BANK_LEASHED === "on") process.stdin.once("end", () => process.exit(0)).resume();
  const { FIRSTLOT_BANK_PORT: port, FIRSTLOT_BANK_HOST: hostname } = config;
  const server = serve({ fetch: app.fetch, port, hostname }, (address) => {
    console.log(`sandbox bank listening on http://${hostname}:${address.port}`);
  });
  server.on("error", (error) => {
    console.error(`the sandbox bank cannot listen on port ${port}: ${error.message}`);
    process.exit(1);
  });
}

const config = bankConfigSchema.safeParse(process.env);
if (config.success) start(config.data);
else {
  console.error(
    "the sandbox bank's environment is not usable:",
    config.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`),
  );
  process.exit(1);
}
