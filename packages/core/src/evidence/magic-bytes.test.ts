import { Buffer } from "node:buffer";
import { describe, expect, it } from "vitest";
import { FILE_KINDS, IMAGE_PIXELS_MAX, inspectFile } from "./magic-bytes.ts";

const latin1 = (text: string) => Buffer.from(text, "latin1");
const pdf = (inner = "") => latin1(`%PDF-1.7\n1 0 obj<<${inner}>>endobj\ntrailer<<>>\n%%EOF\n`);
const chunk = (type: string, data: Buffer) => {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(data.length);
  head.write(type, 4, "latin1");
  return Buffer.concat([head, data, Buffer.alloc(4)]);
};
function png(width = 10, height = 10): Buffer {
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", size),
    chunk("IDAT", Buffer.alloc(5)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
const jpeg = (width = 10, height = 10) =>
  Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 11, 8]),
    Buffer.from([height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0]),
    Buffer.from([0xff, 0xd9]),
  ]);
const zip = latin1(`PK\x03\x04${"x".repeat(30)}PK\x05\x06${"\0".repeat(18)}`);
const refusal = (bytes: Buffer, type: string) => {
  const result = inspectFile(bytes, type);
  return result.ok ? "accepted" : result.error.kind;
};

describe("inspectFile accepts what is what it says", () => {
  it.each([
    ["pdf", pdf(), "application/pdf"],
    ["png", png(), "image/png"],
    ["jpeg", jpeg(), "image/jpeg"],
    ["text", Buffer.from("a,b\n1,2\n"), "text/csv; charset=utf-8"],
    ["text", Buffer.from("\ufeff发票号码,金额\n"), "text/plain"],
    ["text", Buffer.from([0xff, 0xfe, 0x61, 0, 0x2c, 0]), "TEXT/CSV"],
  ] as const)("%s", (kind, bytes, type) => {
    expect(inspectFile(bytes, type)).toEqual({ ok: true, value: { kind, bytes: bytes.length } });
  });
});

describe("inspectFile refuses", () => {
  it.each([
    ["an empty file", Buffer.alloc(0), "text/csv", "file_empty"],
    ["a PDF that calls itself a picture", pdf(), "image/png", "content_type_mismatch"],
    ["a picture that calls itself text", png(), "text/csv", "content_type_mismatch"],
    [
      "a PDF header behind other bytes",
      Buffer.concat([latin1("GIF89a"), pdf()]),
      "application/pdf",
      "two_files_in_one",
    ],
    [
      "a picture with a PDF header inside",
      Buffer.concat([jpeg().subarray(0, 4), pdf()]),
      "image/jpeg",
      "two_files_in_one",
    ],
    ["a zip behind a PDF", Buffer.concat([pdf(), zip]), "application/pdf", "two_files_in_one"],
    ["a zip behind a PNG", Buffer.concat([png(), zip]), "image/png", "two_files_in_one"],
    ["a zip behind a JPEG", Buffer.concat([jpeg(), zip]), "image/jpeg", "two_files_in_one"],
    [
      "a zip behind text",
      Buffer.concat([latin1("a,b\n"), latin1("PK\x05\x06zzzz")]),
      "text/csv",
      "file_kind_unknown",
    ],
    ["one byte behind a PNG", Buffer.concat([png(), Buffer.from([1])]), "image/png", "two_files_in_one"],
    ["a PDF without its end", latin1("%PDF-1.7\n"), "application/pdf", "file_damaged"],
    ["a PNG without its end", png().subarray(0, 40), "image/png", "file_damaged"],
    ["JavaScript in a PDF", pdf("/S /JavaScript /JS (app.alert(1))"), "application/pdf", "active_content"],
    ["JavaScript in a PDF, spelled in hex", pdf("/S /J#61vaScript"), "application/pdf", "active_content"],
    ["a program started by a PDF", pdf("/S /Launch"), "application/pdf", "active_content"],
    ["a file embedded in a PDF", pdf("/Type /EmbeddedFile"), "application/pdf", "active_content"],
    ["a zip", zip, "application/zip", "archive_not_accepted"],
    ["gzip", Buffer.from([0x1f, 0x8b, 8, 0]), "application/gzip", "archive_not_accepted"],
    ["7z", Buffer.from([0x37, 0x7a, 0xbc, 0xaf]), "text/csv", "archive_not_accepted"],
    ["xlsx", latin1("PK\x03\x04[Content_Types].xml xl/workbook.xml"), "text/csv", "spreadsheet_not_accepted"],
    ["xls", Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), "text/csv", "spreadsheet_not_accepted"],
    [
      "SVG with a script",
      Buffer.from("<svg><script>alert(1)</script></svg>"),
      "image/svg+xml",
      "markup_not_accepted",
    ],
    ["SVG as text", Buffer.from("\ufeff <?xml?><svg onload='x'/>"), "text/plain", "markup_not_accepted"],
    ["a script in a table", Buffer.from("a,b\n<script>x</script>,1\n"), "text/csv", "markup_not_accepted"],
    ["a program", latin1("\x7fELF\x02\x01\x01\0"), "text/plain", "file_kind_unknown"],
    ["a picture of too many pixels", png(IMAGE_PIXELS_MAX + 1, 1), "image/png", "image_too_large"],
  ])("%s", (_, bytes, type, kind) => {
    expect(refusal(bytes, type)).toBe(kind);
  });

  it("the antivirus test file, alone and inside another", () => {
    const eicar = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR", "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].join("");
    expect(refusal(latin1(eicar), "text/plain")).toBe("virus_signature");
    expect(refusal(pdf(eicar), "application/pdf")).toBe("virus_signature");
  });

  it("one byte more than a kind may have, before looking further", () => {
    const { bytesMax } = FILE_KINDS.png;
    expect(refusal(Buffer.concat([png(), Buffer.alloc(bytesMax)]), "image/png")).toBe("file_too_large");
    expect(refusal(Buffer.alloc(FILE_KINDS.pdf.bytesMax + 1), "application/pdf")).toBe("file_too_large");
  });
});
