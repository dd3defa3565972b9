import { CUSTODY, startTestBank } from "./test-bank.ts";

/** A test bank with its partner and account. */
export async function opened() {
  const test = startTestBank();
  await test.setUp();
  return test;
}
/** A test bank that is set up. */
export type TestBank = Awaited<ReturnType<typeof opened>>;

/** A transfer from outside. */
export const transfer = (amount: string, reference = "RF18539007547034") => ({
  account: CUSTODY,
  amount,
  currency: "EUR",
  reference,
  payer: { name: "Grace Hopper", account: "GB33BUKB20201555555555" },
});
/** A test bank with money in custody, its announcement forgotten. */
export async function funded(amount = "1000.00") {
  const test = await opened();
  await test.call("POST", "/transfers", transfer(amount));
  await test.call("POST", "/admin/run");
  test.platform.believed.length = 0;
  return test;
}
/** What the platform was told, in order. */
export const told = ({ platform }: TestBank) => platform.believed.map(({ body }) => body);
/** The types of what it was told. */
export const types = (test: TestBank) =>
  told(test).map((body) => (body !== null && typeof body === "object" && "type" in body ? body.type : ""));
/** Puts a switch on. */
export const fault = (test: TestBank, kind: string, more: object = {}) =>
  test.call("POST", "/admin/faults", { partnerId: "bank-a", kind, ...more });
/** Sets the time, if given, and does what is due. */
export const run = async (test: TestBank, now?: string) => {
  if (now !== undefined) await test.call("POST", "/admin/clock", { now });
  return test.call("POST", "/admin/run");
};
/** Balance of custody in cents. */
export const balance = ({ bank }: TestBank) => bank.state.accounts.get(CUSTODY)?.balanceMinor;
/** What the bank says about an end-to-end id. */
export const status = async (test: TestBank, id: string) =>
  (await test.call("GET", `/v1/instructions/${id}`)).answer;
