import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { accountNumberSchema } from "@firstlot/core/bank/account-number";
import { type ApplyDeps, applyConfirmation } from "@firstlot/core/bank/apply-confirmation";
import { openCampaignBankAccount } from "@firstlot/core/bank/bank-account";
import { bankFactName, bankFactSchema, bankFactWrite } from "@firstlot/core/bank/bank-fact";
import { bankDateSchema } from "@firstlot/core/bank/calendar";
import { draftInstruction } from "@firstlot/core/bank/draft-instruction";
import { type Ingested, ingestStatements } from "@firstlot/core/bank/ingest-statement";
import type { Instruction } from "@firstlot/core/bank/instruction";
import { loadInstruction } from "@firstlot/core/bank/instruction-store";
import { createPartner, movePartner, registerConfirmationKey } from "@firstlot/core/bank/manage-partner";
import type { Partner } from "@firstlot/core/bank/partner";
import { receiveConfirmation } from "@firstlot/core/bank/receive-confirmation";
import { matchAndReconcile } from "@firstlot/core/bank/reconcile-account";
import type { AssignToPledge } from "@firstlot/core/bank/resolve-break";
import { sendDueInstruction } from "@firstlot/core/bank/send-due-instruction";
import { type Command, commandOf } from "@firstlot/core/kernel/command";
import { keyedIdPart } from "@firstlot/core/kernel/id";
import { type Instant, instantOf, instantSchema } from "@firstlot/core/kernel/instant";
import { invariant } from "@firstlot/core/kernel/invariant";
import { accountId } from "@firstlot/core/ledger/account";
import { campaignAccountIds } from "@firstlot/core/ledger/chart";
import { ensureAccounts, transferWrites } from "@firstlot/core/ledger/ledger-store";
import { transferId } from "@firstlot/core/ledger/transfer";
import { money } from "@firstlot/core/money/money";
import { assignUnallocated } from "@firstlot/core/pledge/assign-unallocated";
import { endingOf, type WorkHandler } from "@firstlot/core/work/run-work";
import type { Confirmation } from "@firstlot/partner-kit/messages";
import type { Statement, StatementEntry } from "@firstlot/partner-kit/statement";
import { writeStatementCsv } from "@firstlot/partner-kit/statement-csv";
import { newEd25519Pair, readSigningKey } from "@firstlot/partner-kit/webhook-key";
import { signWebhook } from "@firstlot/partner-kit/webhook-signature";
import { DiskBlobStore } from "../../packages/local/src/blobs/disk-blob-store.ts";
import { bankBalances } from "./bank-balances.ts";
import type { LocalStore } from "./local-store.ts";
import { must } from "./must.ts";
import { runOne } from "./run-one.ts";

export const T0 = instantSchema.parse("2026-11-24T08:00:00.000Z");
const BACKERS_PAID_MINOR = 1_000_00;

let count = 0;
const unique = (prefix: string) =>
  `${prefix}_${keyedIdPart("bank-test", [String(++count), String(process.pid)])}`;

/** One live bank, one campaign on it whose backers paid 1,000.00 EUR, and the bank's signing key. */
export class BankScene {
  readonly store: LocalStore["store"];
  readonly #folder = mkdtempSync(join(tmpdir(), "firstlot-bank-"));
  readonly blobs = new DiskBlobStore({ folder: this.#folder });
  readonly campaign = unique("cmp");
  readonly custody = accountNumberSchema.parse(`DE${String(10 ** 10 + ++count)}`);
  readonly fees = accountNumberSchema.parse(`DF${String(10 ** 10 + ++count)}`);
  readonly keys = newEd25519Pair(Buffer.alloc(32, ++count));
  readonly deps: ApplyDeps & { blobs: DiskBlobStore; assign: AssignToPledge };
  collected: string[] = [];
  now: Instant = T0;
  #partner: Partner | undefined;

  constructor(local: LocalStore) {
    this.store = local.store;
    const nothing = async () => ({});
    this.deps = {
      store: local.store,
      blobs: this.blobs,
      assign: assignUnallocated(local.store),
      effects: { refund: nothing, tranche: nothing, fee: nothing, payment: nothing },
      collect: async (_command, payment) => {
        this.collected.push(payment.bankReference);
        return { ok: true, value: { outcome: "unallocated", isNoted: false } };
      },
    };
  }

  get partner(): Partner {
    invariant(this.#partner !== undefined, "the scene was set");
    return this.#partner;
  }

  readonly box = {
    seal: async (plain: string) => Buffer.from(plain).toString("base64"),
    open: async (sealed: string) => Buffer.from(sealed, "base64").toString(),
  };

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  command(wall: Instant = instantOf(Date.now())): Command {
    const idempotencyKey = `key-${++count}-${this.campaign}`;
    return commandOf({
      secret: "s",
      actor: "usr_1",
      route: "t",
      idempotencyKey,
      payload: {},
      now: this.now,
      wall,
    });
  }

  async open(): Promise<void> {
    const input = {
      name: "Hansa Bank",
      calendar: { zone: "Europe/Berlin", weekend: [0, 6], holidays: [], cutOff: "15:00" },
      accounts: [{ currency: "EUR" as const, custody: this.custody, fees: this.fees }],
      clientId: unique("client"),
      paymentPageUrl: "https://bank.example/pay",
      apiUrl: "https://bank.example",
    };
    const { id: partnerId } = must(await createPartner(this.deps, this.command(), input)).value;
    for (const step of ["enter_sandbox", "certify", "go_live"] as const) {
      must(await movePartner(this.deps, this.command(), { partnerId, step, reason: "" }));
    }
    const key = { partnerId, key: this.keys.publicKey, overlapMs: 3_600_000 };
    const before = this.command(instantOf(Date.now() - 3_600_000)); // tests look at whole seconds of now
    const keyed = await registerConfirmationKey({ ...this.deps, box: this.box }, before, key);
    this.#partner = must(keyed).value;
    await this.#openCampaign();
  }

  async #openCampaign(): Promise<void> {
    const { id: partnerId } = this.partner;
    const book = this.campaign;
    await ensureAccounts(this.store, campaignAccountIds({ book, currency: "EUR", shards: 1 }));
    const opening = { partnerId, custody: this.custody, currency: "EUR" as const, campaignId: book, at: T0 };
    must(await this.store.commit(openCampaignBankAccount(opening).writes));
  }

  /** The backers' money comes in, as one booked fact that the bank knows under PAID-1. */
  async fund(minor = BACKERS_PAID_MINOR): Promise<StatementEntry> {
    const of = (code: "custody" | "refund-payable") =>
      accountId({ book: this.campaign, code, currency: "EUR" });
    const id = transferId([this.campaign, "paid", String(++count)]);
    const bankReference = `PAID-${count}`;
    const fact = bankFactSchema.parse({
      partnerId: this.partner.id,
      account: this.custody,
      bankReference,
      amount: money(minor, "EUR"),
      direction: "credit",
      bookedAt: this.now,
      cause: id,
      at: this.now,
    });
    must(
      await this.store.commit({
        [bankFactName(fact)]: bankFactWrite(fact),
        ...transferWrites([
          {
            id,
            book: this.campaign,
            debit: of("custody"),
            credit: of("refund-payable"),
            amount: money(minor, "EUR"),
            step: "posted",
            cause: id,
            at: this.now,
            origin: "bank_fact",
          },
        ]),
      }),
    );
    return this.entry({ reference: bankReference, direction: "credit", amountMinor: minor });
  }

  /** A refund that is sent to the bank. */
  async sent(minor = 100_00): Promise<Instruction> {
    const of = (code: "custody" | "refund-payable") =>
      accountId({ book: this.campaign, code, currency: "EUR" });
    const { instruction, writes } = draftInstruction({
      cause: { kind: "refund", id: unique("rfd") },
      kind: "refund",
      partnerId: this.partner.id,
      book: this.campaign,
      debtorAccount: this.custody,
      creditor: { name: "Li Wei", account: accountNumberSchema.parse("DE89370400440532013000") },
      amount: money(minor, "EUR"),
      pendingDebit: of("refund-payable"),
      pendingCredit: of("custody"),
      at: this.now,
      actor: "system:refund",
    });
    must(await this.store.commit(writes));
    const executeOn = bankDateSchema.parse("2026-11-24");
    const run = { instructionId: instruction.id, runId: "run_1", executeOn };
    return must(await sendDueInstruction(this.deps, this.command(), run));
  }

  async instruction({ id }: Instruction): Promise<Instruction> {
    const instruction = await loadInstruction(this.store, id);
    invariant(instruction !== undefined, "it exists");
    return instruction;
  }

  /** What the bank says of an instruction. */
  word(
    { id, endToEndId }: Instruction,
    type: "accepted" | "settled" | "rejected" | "returned",
    more: { sequence?: number; amount?: string; currency?: "EUR" | "CHF"; bankReference?: string } = {},
  ): Confirmation {
    const sequence = { accepted: 1, settled: 2, rejected: 2, returned: 3 }[type];
    const data = {
      sequence,
      instructionId: id,
      endToEndId,
      amount: "100.00",
      currency: "EUR" as const,
      bankReference: `${type}-${endToEndId.slice(-12)}`,
      bookedAt: this.now,
      ...more,
    };
    return type === "accepted" || type === "settled"
      ? { type: `instruction.${type}`, timestamp: this.now, data }
      : { type: `instruction.${type}`, timestamp: this.now, data: { ...data, reason: "AC04" } };
  }

  /** Sends a signed message to the receiver. */
  async receive(
    confirmation: Confirmation | string,
    options: { webhookId?: string; keys?: readonly string[]; wall?: Instant; signedAt?: Instant } = {},
  ) {
    const { webhookId = unique("wh"), keys = [this.keys.privateKey], wall = instantOf(Date.now()) } = options;
    const signedAt = options.signedAt ?? wall;
    const body = Buffer.from(typeof confirmation === "string" ? confirmation : JSON.stringify(confirmation));
    const signing = keys.map((text) => must(readSigningKey(text)));
    const timestampSeconds = Math.floor(Date.parse(signedAt) / 1_000);
    const headers = must(signWebhook({ id: webhookId, timestampSeconds, body, keys: signing }));
    const message = { partner: this.partner.id, headers, body };
    return receiveConfirmation({ store: this.store, box: this.box }, this.command(wall), message);
  }

  /** Sends a signed message, and lets a worker apply it. @returns what it did */
  async say(confirmation: Confirmation, webhookId = unique("wh"), attempt = 1): Promise<string> {
    must(await this.receive(confirmation, { webhookId }));
    const partnerId = this.partner.id;
    let outcome = "";
    const apply: WorkHandler = async (item) => {
      const options = { partnerId, webhookId, attempt, ending: endingOf(item, this.now) };
      const applied = await applyConfirmation(this.deps, this.command(), options);
      outcome = applied.outcome;
      return { kind: "done", isStored: applied.isEnded };
    };
    const cause = [partnerId, webhookId];
    await runOne(this.store, { kind: "bank.apply-fact", cause, now: this.now, handler: apply });
    return outcome;
  }

  entry(
    about: Partial<StatementEntry> & Pick<StatementEntry, "reference" | "direction" | "amountMinor">,
  ): StatementEntry {
    return {
      bookedAt: this.now,
      valueDate: this.now.slice(0, 10),
      kind: "transfer",
      remittance: "",
      counterparty: { name: "Li Wei", account: "DE89370400440532013000" },
      ...about,
    };
  }

  statement(sequence: number, openingMinor: number, entries: readonly StatementEntry[]): Statement {
    const moved = entries.reduce(
      (sum, { direction, amountMinor }) => sum + (direction === "credit" ? amountMinor : -amountMinor),
      0,
    );
    return {
      account: this.custody,
      currency: "EUR",
      statementId: `ST-${sequence}`,
      sequence,
      bankDay: "2026-11-24",
      openingMinor,
      entries: [...entries],
      closingMinor: openingMinor + moved,
    };
  }

  async upload(...statements: readonly Statement[]): Promise<readonly Ingested[]> {
    const bytes = Buffer.from(writeStatementCsv(statements));
    const file = { partnerId: this.partner.id, bytes, format: "csv" as const };
    return must(await ingestStatements(this.deps, this.command(), file));
  }

  /** Matches and reconciles, in as many runs as it takes; a difference is looked at once. */
  async match() {
    this.now = instantOf(Date.parse(this.now) + 1_000);
    const last = { partnerId: this.partner.id, account: this.custody, looks: 2 };
    let run = await matchAndReconcile(this.deps, this.command(), last);
    while (run.kind === "again") run = await matchAndReconcile(this.deps, this.command(), last);
    return run.reconciliation;
  }

  /** Posted and pending balances of the campaign's and the bank's books. */
  balances(): Promise<Record<string, number>> {
    return bankBalances(this.store, { campaign: this.campaign, partner: this.partner.id });
  }
}
