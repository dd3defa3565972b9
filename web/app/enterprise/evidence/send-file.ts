import { granted, publicApi } from "@firstlot/sdk/client";
import type { ActKey } from "../../act.tsx";
import { contentTypeOf, type EvidenceType } from "./file-kinds.ts";

/** A file to hand in: what it is said to be, and until when a paper is valid. */
export interface Sending {
  readonly enterpriseId: string;
  readonly type: EvidenceType;
  readonly file: File;
  readonly expiresOn?: string | undefined;
  readonly subject?: { readonly kind: "campaign" | "tranche" | "payment"; readonly id: string } | undefined;
}

/** Bytes that have left this browser, of all. */
export type OnProgress = (sent: number, total: number) => void;

/** `fetch` that tells how much was sent, which the browser's own does not: by the older way of asking. */
const telling =
  (onProgress: OnProgress) =>
  async (request: Request): Promise<Response> => {
    const body = await request.blob();
    return new Promise((resolve, reject) => {
      const asking = new XMLHttpRequest();
      asking.open(request.method, request.url);
      for (const [name, value] of request.headers) asking.setRequestHeader(name, value);
      asking.setRequestHeader("x-firstlot-request", "app");
      asking.upload.onprogress = ({ loaded, total }) => onProgress(loaded, total);
      asking.onload = () =>
        resolve(
          new Response(asking.responseText, {
            status: asking.status,
            headers: { "content-type": asking.getResponseHeader("content-type") ?? "" },
          }),
        );
      asking.onerror = () => reject(new TypeError("The platform was not reached."));
      asking.send(body);
    });
  };

/** Hands a file in: its bytes as they are, its kind as the content type. It goes on when its screen is left. */
export async function sendFile(sending: Sending, key: ActKey, onProgress: OnProgress) {
  const { enterpriseId, type, file, expiresOn, subject } = sending;
  const api = publicApi({ origin: window.location.origin, fetch: telling(onProgress) });
  return granted(
    await api.POST("/enterprises/{enterpriseId}/evidence", {
      params: {
        path: { enterpriseId },
        query: {
          type,
          ...(expiresOn === undefined ? {} : { expiresOn }),
          ...(subject === undefined ? {} : { subjectKind: subject.kind, subjectId: subject.id }),
        },
        header: { ...key, "x-file-name": encodeURIComponent(file.name) },
      },
      headers: { "content-type": contentTypeOf(file) },
      body: file.name,
      bodySerializer: () => file,
    }),
  );
}

const hexOf = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** The SHA-256 of a file, by which the platform knows its bytes. */
export const hashOf = async (file: Blob): Promise<string> =>
  hexOf(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
