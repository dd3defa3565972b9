import { editOf, granted } from "@firstlot/sdk/client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { openApi } from "../../api.ts";
import { pageAt } from "../../parts/pages.tsx";
import type { FormStore } from "../autosave/use-autosave.ts";
import { type Enterprise, enterpriseKey, readEnterprise } from "../enterprise-data.ts";
import type { FileInput } from "./file-form.ts";

/** States in which the applicant writes: nothing of the file is under review. */
export const isWritable = (status: Enterprise["status"]): boolean =>
  status === "draft" || status === "changes_requested" || status === "rejected";

const tasksKey = (enterpriseId: string) => [...enterpriseKey(enterpriseId), "tasks"] as const;

/** What is missing before the application; asked for only while there can be any. */
export const useTasks = ({ id: enterpriseId, status }: Pick<Enterprise, "id" | "status">) =>
  useQuery({
    enabled: isWritable(status),
    queryKey: tasksKey(enterpriseId),
    queryFn: async () =>
      granted(await openApi.GET("/enterprises/{enterpriseId}/tasks", { params: { path: { enterpriseId } } }))
        .items,
  });

/** The newest files of the enterprise: enough to know which documents it handed in. */
export const useDocuments = (enterpriseId: string) =>
  useQuery({
    queryKey: [...enterpriseKey(enterpriseId), "documents"],
    queryFn: async () =>
      granted(
        await openApi.GET("/enterprises/{enterpriseId}/evidence", {
          params: { path: { enterpriseId }, query: pageAt("") },
        }),
      ).items,
  });

/** Where the file of an enterprise is kept. */
export function useFileStore(enterpriseId: string): FormStore<FileInput, Enterprise> {
  const queries = useQueryClient();
  return useMemo(
    () => ({
      write: async (body, version) =>
        granted(
          await openApi.PUT("/enterprises/{enterpriseId}/application", {
            params: { path: { enterpriseId }, header: editOf({ version }) },
            body,
          }),
        ),
      read: () => readEnterprise(enterpriseId),
      onKept: (kept) => {
        queries.setQueryData([...enterpriseKey(enterpriseId), "file"], kept);
        void queries.invalidateQueries({ queryKey: tasksKey(enterpriseId) });
      },
    }),
    [enterpriseId, queries],
  );
}
