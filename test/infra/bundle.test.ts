import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FUNCTION_NAMES } from "@firstlot/infra/platform-function";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { coldStart, secretsManager } from "../kit/cold-start.ts";

const ROOT = join(import.meta.dirname, "../..");
let target = "";
beforeAll(() => {
  target = mkdtempSync(join(tmpdir(), "bundles-"));
  execFileSync(process.execPath, [join(ROOT, "scripts/bundle.mjs"), target], { timeout: 100_000 });
});
afterAll(() => rmSync(target, { recursive: true, force: true }));

const fileOf = (name: string): string => join(target, "functions", name, "index.js");

describe("the bundles", () => {
  it("are built for every function that the stacks declare, and for no other", () => {
    expect(readdirSync(join(target, "functions")).sort()).toEqual([...FUNCTION_NAMES].sort());
  });

  it("hold nothing of the local platform: no clock to advance, no sandbox bank, no mailbox, no exempt address", () => {
    for (const name of FUNCTION_NAMES) {
      const code = readFileSync(fileOf(name), "utf8");
      for (const local of ["/dev/", "/mailbox", "FIRSTLOT_BANK", "sandbox-bank", "oidc-provider"])
        expect({ name, local, found: code.includes(local) }).toEqual({ name, local, found: false });
    }
  });

  it("stop at their start, naming what is missing, where the environment is not that of the stacks", () => {
    for (const name of FUNCTION_NAMES.filter((one) => !["send-webhook", "token-claims"].includes(one))) {
      const { status, stderr } = spawnSync(process.execPath, [fileOf(name)], {
        env: { AWS_REGION: "eu-central-1" },
        encoding: "utf8",
        timeout: 20_000,
      });
      expect({ name, status }).toEqual({ name, status: 1 });
      expect(stderr).toMatch(/FIRSTLOT_/);
    }
  });

  it.each([
    ["public-api", "/api/public/v1/none", 404],
    ["backoffice-api", "/api/backoffice/v1/review/cases", 401],
    ["partner-api", "/api/partner/v1/instructions", 401],
  ])("answer a first request in the environment of the stacks: %s", async (name, path, status) => {
    const secrets = await secretsManager();
    try {
      const dynamoUrl = "http://127.0.0.1:1"; // nothing listens there, and nothing is asked of it
      const answer = await coldStart(fileOf(name), { path, secretsUrl: secrets.url, dynamoUrl });
      expect(answer.statusCode).toBe(status);
    } finally {
      secrets.end();
    }
  });

  it("leave every file that a page asks for where CloudFront looks for it", () => {
    const code = readFileSync(fileOf("site"), "utf8");
    const asked = new Set(code.match(/\/(?:assets|docs\/files)\/[\w-]+(?:\.[\w-]+)*\.(?:js|css|svg)\b/g));
    expect(asked.size).toBeGreaterThan(3);
    for (const path of asked)
      expect({ path, found: existsSync(join(target, "files", path)) }).toEqual({ path, found: true });
  });

  it("refuse, in the function that reaches partners, an address inside the network", async () => {
    const { handler } = createRequire(import.meta.url)(fileOf("send-webhook"));
    for (const url of ["https://169.254.169.254/latest", "http://bank.example/", "https://10.40.0.1/"])
      expect(await handler({ url, headers: {} })).toMatchObject({ kind: "refused" });
  });

  it("put the address of a person into the access token", async () => {
    const { handler } = createRequire(import.meta.url)(fileOf("token-claims"));
    const userAttributes = { email: "ada@example.com", email_verified: "true", locale: "en" };
    const { response } = await handler({ request: { userAttributes }, response: {} });
    expect(response.claimsAndScopeOverrideDetails.accessTokenGeneration.claimsToAddOrOverride).toEqual({
      email: "ada@example.com",
      email_verified: "true",
      locale: "en",
    });
  });
});
