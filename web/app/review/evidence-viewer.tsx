import { granted } from "@firstlot/sdk/client";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useSay } from "../../ui/language.tsx";
import { Note, TableBox } from "../../ui/parts.tsx";
import { staffApi } from "../api.ts";
import { Loaded } from "../parts/problem.tsx";
import { csvRows, ROWS_SHOWN } from "./csv-rows.ts";
import type { EvidenceRow } from "./review-data.ts";
import { REVIEW } from "./review-messages.ts";

/** Types that are shown, and the only ones that a file's bytes are ever given in the browser. */
const SHOWN_TYPES = ["application/pdf", "image/png", "image/jpeg"] as const;
type ShownType = (typeof SHOWN_TYPES)[number];
const shownType = (contentType: string): ShownType | undefined =>
  SHOWN_TYPES.find((type) => type === contentType);

const hexOf = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

interface Opened {
  readonly bytes: ArrayBuffer;
  /** Whether the bytes have the hash that the review rests on. */
  readonly isSame: boolean;
}

async function opened(enterpriseId: string, { id, sha256 }: EvidenceRow): Promise<Opened> {
  const bytes = granted(
    await staffApi.GET("/enterprises/{enterpriseId}/evidence/{evidenceId}/content", {
      params: { path: { enterpriseId, evidenceId: id } },
      parseAs: "arrayBuffer",
    }),
  );
  return { bytes, isSame: hexOf(await crypto.subtle.digest("SHA-256", bytes)) === sha256 };
}

/** An address of bytes inside this page; gone when the viewer closes. */
function useBlobAddress(bytes: ArrayBuffer, type: string): string | undefined {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([bytes], { type }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [bytes, type]);
  return address;
}

const Download = ({ file, bytes }: { readonly file: EvidenceRow; readonly bytes: ArrayBuffer }) => {
  const say = useSay(REVIEW);
  const address = useBlobAddress(bytes, "application/octet-stream");
  return address === undefined ? null : (
    <a className="button quiet small" href={address} download={file.fileName}>
      {say("download")}
    </a>
  );
};

const Shown = (props: {
  readonly file: EvidenceRow;
  readonly bytes: ArrayBuffer;
  readonly type: ShownType;
}) => {
  const { file, bytes, type } = props;
  const say = useSay(REVIEW);
  const address = useBlobAddress(bytes, type);
  if (address === undefined) return null;
  return type === "application/pdf" ? (
    <div className="stack tight">
      <iframe className="paper" src={address} title={file.fileName} />
      <p className="small">
        <a href={address} target="_blank" rel="noopener">
          {say("openInTab")}
        </a>
      </p>
    </div>
  ) : (
    <img className="paper" src={address} alt={file.fileName} />
  );
};

const Rows = ({ file, bytes }: { readonly file: EvidenceRow; readonly bytes: ArrayBuffer }) => {
  const say = useSay(REVIEW);
  const [head = [], ...rows] = csvRows(new TextDecoder().decode(bytes), ROWS_SHOWN + 1);
  return (
    <div className="stack tight">
      <TableBox label={file.fileName}>
        <table className="rows">
          <thead>
            <tr>
              <th scope="col">{say("row")}</th>
              {head.map((cell, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns of a file keep their order
                <th key={at} scope="col">
                  {cell}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file keep their order
              <tr key={at} id={`row-${at + 2}`}>
                <th scope="row">{at + 2}</th>
                {row.map((cell, column) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: cells of a row keep their order
                  <td key={column}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </TableBox>
      {rows.length < ROWS_SHOWN ? null : (
        <p className="muted small">{say("rowsShown", { count: ROWS_SHOWN })}</p>
      )}
    </div>
  );
};

/** A file as it was handed in: PDF and pictures as they are, tables as text; its hash is computed here once more. */
export const EvidenceViewer = (props: { readonly enterpriseId: string; readonly file: EvidenceRow }) => {
  const { enterpriseId, file } = props;
  const say = useSay(REVIEW);
  const query = useQuery({
    queryKey: ["evidence-bytes", file.id],
    queryFn: () => opened(enterpriseId, file),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const type = shownType(file.contentType);
  return (
    <Loaded query={query} lines={8}>
      {({ bytes, isSame }) => (
        <div className="stack">
          {isSame ? null : (
            <Note tone="danger" alert>
              <p>{say("hashDiffers")}</p>
            </Note>
          )}
          <p className="row">
            <Download file={file} bytes={bytes} />
            <span className="muted small">{isSame ? say("hashSame") : null}</span>
          </p>
          {type !== undefined ? (
            <Shown file={file} bytes={bytes} type={type} />
          ) : file.contentType.startsWith("text/") ? (
            <Rows file={file} bytes={bytes} />
          ) : (
            <p className="muted">{say("onlyDownload")}</p>
          )}
        </div>
      )}
    </Loaded>
  );
};
