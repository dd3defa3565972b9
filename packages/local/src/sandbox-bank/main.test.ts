import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newEd25519Pair } from "@firstlot/partner-kit/webhook-key";
import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";

const ACCOUNT = "DE89370400440532013000";
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

const partner = {
  partnerId: "bank-a",
  name: "Bank A",
  webhookSecrets: [],
  signingKeys: [newEd25519Pair(Buffer.alloc(32, 3)).privateKey],
};
const account = { account: ACCOUNT, partnerId: "bank-a", holder: "Custody", currency: "EUR" };

/** Starts the bank's real process and waits for its address. */
async function startProcess(
  journal: string,
  leashed: "on" | "off" = "off",
): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(
    process.execPath,
    ["--conditions=firstlot:source", "--import", "tsx", join(import.meta.dirname, "main.ts")],
    {
      env: {
        ...process.env,
        FIRSTLOT_BANK_PORT: "0",
        FIRSTLOT_BANK_JOURNAL: journal,
        FIRSTLOT_BANK_LEASHED: leashed,
        FIRSTLOT_BANK_AUTORUN: "off",
        FIRSTLOT_BANK_PARTNERS: JSON.stringify([partner]),
        FIRSTLOT_BANK_ACCOUNTS: JSON.stringify([account]),
      },
      stdio: ["pipe", "pipe", "inherit"],
    },
  );
  children.push(child);
  const url = await new Promise<string>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`the bank ended with ${code}`)));
    child.stdout?.on("data", (data: Buffer) => {
      const address = /http:\/\/\S+/.exec(data.toString())?.[0];
      if (address !== undefined) resolve(address);
    });
  });
  return { url, child };
}

const pay = (url: string, n: number) =>
  fetch(`${url}/transfers`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      account: ACCOUNT,
      amount: `${n}.00`,
      currency: "EUR",
      reference: `payment ${n}`,
      payer: { name: "Ada", account: "GB82WEST12345698765432" },
    }),
  });
const bookingsSchema = z.object({
  items: z.array(z.object({ bankReference: z.string(), amountMinor: z.int(), remittance: z.string() })),
});
const accountsSchema = z.object({ items: z.array(z.object({ balance: z.string(), bookings: z.int() })) });

describe("the bank's process", () => {
  it("loses nothing it acknowledged when it is killed in the middle of writes, three times over", async () => {
    const journal = join(mkdtempSync(join(tmpdir(), "firstlot-bank-")), "books.jsonl");
    const acknowledged = new Map<string, number>();
    let n = 0;
    for (let round = 0; round < 3; round++) {
      const { url, child } = await startProcess(journal);
      const payOnAndOn = async (): Promise<void> => {
        for (;;) {
          n += 1;
          const mine = n;
          const response = await pay(url, mine).catch(() => undefined);
          if (!response?.ok) return;
          const booked = z
            .object({ bankReference: z.string() })
            .safeParse(await response.json().catch(() => undefined));
          if (booked.success) acknowledged.set(booked.data.bankReference, mine);
        }
      };
      setTimeout(() => child.kill("SIGKILL"), 150 + 100 * round);
      await Promise.all(Array.from({ length: 8 }, payOnAndOn));
    }
    const { url } = await startProcess(journal);
    const { items } = bookingsSchema.parse(
      await (await fetch(`${url}/admin/accounts/${ACCOUNT}/bookings`)).json(),
    );
    const booked = new Map(items.map(({ bankReference, amountMinor }) => [bankReference, amountMinor / 100]));
    expect(acknowledged.size).toBeGreaterThan(10);
    for (const [bankReference, amount] of acknowledged) expect(booked.get(bankReference)).toBe(amount);
    expect(booked.size).toBe(items.length);
    const sum = items.reduce((all, { amountMinor }) => all + amountMinor, 0);
    const accounts = accountsSchema.parse(await (await fetch(`${url}/admin/accounts`)).json());
    expect(accounts.items).toEqual([{ balance: (sum / 100).toFixed(2), bookings: items.length }]);
  }, 60_000);

  it("does not outlive who started it, however that ended, when it is leashed", async () => {
    const journal = join(mkdtempSync(join(tmpdir(), "firstlot-bank-")), "books.jsonl");
    const { child } = await startProcess(journal, "on");
    const ended = new Promise((done) => child.once("exit", done));
    child.stdin?.end(); // what the kernel does to the pipes of a process that dies
    expect(await ended).toBe(0);
  }, 20_000);
});
