import { granted } from "@firstlot/sdk/client";
import { useQuery } from "@tanstack/react-query";
import { bankApi } from "../api.ts";

const readOwnBank = async () => granted(await bankApi.GET("/me"));

/** The bank that one works for: its calendar, currencies and keys. */
export const useOwnBank = () => useQuery({ queryKey: ["bank-own"], queryFn: readOwnBank });

const readEndpoint = async (endpointId: string) =>
  granted(await bankApi.GET("/endpoints/{endpointId}", { params: { path: { endpointId } } }));
export type Endpoint = Awaited<ReturnType<typeof readEndpoint>>;

/** Every endpoint of the bank. */
export const useEndpoints = () =>
  useQuery({
    queryKey: ["bank-endpoints"],
    queryFn: async () => granted(await bankApi.GET("/endpoints")).items,
  });

/** One endpoint as it stands now. */
export const useEndpoint = (endpointId: string) =>
  useQuery({ queryKey: ["bank-endpoint", endpointId], queryFn: () => readEndpoint(endpointId) });
