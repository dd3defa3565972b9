import type { PublicApi } from "../visit.ts";

/** One's own pledge; `undefined` where there is none or it is another person's. */
export async function readPledge(api: PublicApi, pledgeId: string) {
  const { data } = await api.GET("/pledges/{pledgeId}", { params: { path: { pledgeId } } });
  return data;
}
export type Pledge = NonNullable<Awaited<ReturnType<typeof readPledge>>>;

async function readRefund(api: PublicApi, refundId: string) {
  const { data } = await api.GET("/refunds/{refundId}", { params: { path: { refundId } } });
  return data;
}
export type Refund = NonNullable<Awaited<ReturnType<typeof readRefund>>>;

/** The refunds of a pledge, at most 26, oldest first. */
export async function refundsOf(
  api: PublicApi,
  { refundIds }: Pick<Pledge, "refundIds">,
): Promise<readonly Refund[]> {
  const read = await Promise.all(refundIds.map((id) => readRefund(api, id)));
  return read.flatMap((one) => (one === undefined ? [] : [one])).toSorted(byRequest);
}

const byRequest = (a: Refund, b: Refund): number =>
  a.requestedAt < b.requestedAt ? -1 : a.requestedAt > b.requestedAt ? 1 : 0;

/** Whether another account is wanted for a refund. */
export const wantsAccount = ({ status }: Pick<Refund, "status">): boolean =>
  status === "rejected" || status === "returned";
