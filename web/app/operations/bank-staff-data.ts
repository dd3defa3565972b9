import { granted } from "@firstlot/sdk/client";
import { useQuery } from "@tanstack/react-query";
import { staffApi } from "../api.ts";

const readBankStaff = async (partnerId: string) =>
  granted(await staffApi.GET("/partners/{partnerId}/staff", { params: { path: { partnerId } } }));
/** Somebody of a bank who may use its portal. */
export type BankMember = Awaited<ReturnType<typeof readBankStaff>>["members"][number];

/** What an act on a bank's people makes stale. */
export const bankStaffKey = (partnerId: string) => ["bank-staff", partnerId] as const;

/** Who of a bank may use its portal. */
export const useBankStaff = (partnerId: string) =>
  useQuery({ queryKey: bankStaffKey(partnerId), queryFn: () => readBankStaff(partnerId) });

/** The accounts of an address. It is asked for anew each time: somebody may have signed up in between. */
export const findAccounts = async (email: string) =>
  granted(await staffApi.POST("/users/find", { body: { email } })).items;
/** An account that an address belongs to. */
export type Account = Awaited<ReturnType<typeof findAccounts>>[number];
