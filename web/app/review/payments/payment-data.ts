import { granted } from "@firstlot/sdk/client";
import { staffApi } from "../../api.ts";
import { pageAt } from "../../parts/pages.tsx";

export const readWaiting = async (cursor: string) =>
  granted(await staffApi.GET("/payments", { params: { query: pageAt(cursor) } }));

export const readPayment = async (paymentId: string) =>
  granted(await staffApi.GET("/payments/{paymentId}", { params: { path: { paymentId } } }));
/** A payment request with who has agreed. */
export type Payment = Awaited<ReturnType<typeof readPayment>>;

export const paymentKey = (paymentId: string) => ["payment", paymentId] as const;
export const WAITING_KEY = ["payments-waiting"] as const;
