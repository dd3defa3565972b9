import { z } from "zod";

const bookings = z.looseObject({
  items: z.array(z.looseObject({ remittance: z.string(), direction: z.string(), bankReference: z.string() })),
});

/** Money that somebody sends to an account at a sandbox bank. */
export interface Transfer {
  readonly account: string;
  readonly amount: string;
  readonly currency: string;
  readonly reference: string;
  readonly payer: { readonly name: string; readonly account: string };
}

/** What the world does at a sandbox bank: people pay, accounts elsewhere close, its receiver breaks. */
export class SandboxDesk {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** Books a transfer. `wasTried`: an earlier life may have sent it; what is booked is not sent twice. */
  async transfer(transfer: Transfer, { wasTried }: { wasTried: boolean }): Promise<void> {
    if (wasTried && (await this.#isBooked(transfer))) return;
    await this.#say("POST", "/transfers", transfer);
  }

  /** Money sent to this account elsewhere comes back. */
  closeAccount(account: string): Promise<void> {
    return this.#say("POST", "/admin/closed-accounts", { account });
  }

  /** The bank's receiver answers 503 to everything that is delivered to it from now on. */
  async breakReceiver(partnerId: string): Promise<void> {
    await this.#say("DELETE", "/admin/faults", { partnerId });
    await this.#say("POST", "/admin/faults", { partnerId, kind: "receiver_down", next: 100_000 });
  }

  async #isBooked({ account, reference }: Transfer): Promise<boolean> {
    const response = await fetch(new URL(`/admin/accounts/${account}/bookings`, this.#url));
    const { items } = bookings.parse(await response.json());
    return items.some(({ remittance, direction }) => remittance === reference && direction === "credit");
  }

  async #say(method: string, path: string, body: object): Promise<void> {
    const response = await fetch(new URL(path, this.#url), {
      method,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`the sandbox bank answered ${response.status} to ${method} ${path}`);
  }
}
