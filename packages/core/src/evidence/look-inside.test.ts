import { deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { lookInside, UNPACKED_BYTES_MAX } from "./look-inside.ts";
import { EICAR } from "./magic-bytes.ts";
import { verdictOfTag } from "./object-tag-scanner.ts";

const latin1 = (text: string) => Buffer.from(text, "latin1");

/** A PDF with one stream behind the given dictionary. */
const pdf = (dictionary: string, stream: Uint8Array, trailer = ""): Buffer =>
  Buffer.concat([
    latin1(`%PDF-1.7\n1 0 obj\n<<${dictionary}/Length ${stream.length}>>\nstream\n`),
    stream,
    latin1(`\nendstream\nendobj\ntrailer\n<<${trailer}>>\n%%EOF\n`),
  ]);
const packed = (text: string) => deflateSync(latin1(text));
const OBJECTS = "/Type/ObjStm/N 1/First 4/Filter/FlateDecode";

const word = (file: Uint8Array, type = "application/pdf"): string => {
  const looked = lookInside(file, type);
  return looked.ok ? "clean" : looked.error.kind;
};

describe("lookInside", () => {
  it("lets a paper with packed text and pictures through", () => {
    expect(word(pdf("/Filter/FlateDecode", packed("BT (Licence) Tj ET")))).toBe("clean");
    const picture = pdf("/Subtype/Image/Filter/FlateDecode", deflateSync(Buffer.alloc(1_000)));
    expect(word(picture)).toBe("clean");
    expect(word(pdf("/Filter/DCTDecode", latin1("raw picture")))).toBe("clean");
    expect(word(pdf(OBJECTS, packed("1 0 <</Type/Page>>")))).toBe("clean");
  });

  it.each(["JavaScript", "Launch", "EmbeddedFiles", "RichMedia", "Java#53cript"])(
    "refuses /%s that hides in a packed object stream, where the upload could not see it",
    (name) => {
      const hidden = pdf(OBJECTS, packed(`1 0 <</S/${name}/JS(app.alert\\(1\\))>>`));
      expect(word(hidden)).toBe("active_content");
      const spelled = pdf(OBJECTS.replace("ObjStm", "Obj#53tm"), packed(`1 0 <</S/${name}>>`));
      expect(word(spelled)).toBe("active_content");
    },
  );

  it("does not believe an object stream that calls itself a picture", () => {
    const disguised = pdf(`/Subtype/Image${OBJECTS}`, packed("1 0 <</S/JavaScript>>"));
    expect(word(disguised)).toBe("active_content");
  });

  it("finds the antivirus test file inside a packed stream, twice packed too, and in UTF-16", () => {
    expect(word(pdf("/Filter/FlateDecode", deflateSync(EICAR)))).toBe("virus_signature");
    const twice = pdf("/Filter[/FlateDecode/FlateDecode]", deflateSync(deflateSync(EICAR)));
    expect(word(twice)).toBe("virus_signature");
    const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(EICAR.toString("latin1"), "utf16le")]);
    expect(word(wide, "text/plain")).toBe("virus_signature");
  });

  it("refuses a bomb within two seconds and without unpacking it whole", () => {
    const part = deflateSync(Buffer.alloc(UNPACKED_BYTES_MAX + 1));
    expect(part.length).toBeLessThan(100_000);
    const began = performance.now();
    const before = process.memoryUsage().rss;
    expect(word(pdf("/Filter/FlateDecode", part))).toBe("unpacks_too_large");
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1_024 * 1_024);
  });

  it("counts all streams of a file together", () => {
    const half = deflateSync(Buffer.alloc(UNPACKED_BYTES_MAX / 2 + 1));
    const stream = `1 0 obj\n<</Filter/FlateDecode/Length ${half.length}>>\nstream\n`;
    const one = Buffer.concat([latin1(stream), half, latin1("\nendstream\nendobj\n")]);
    const file = (times: number) =>
      Buffer.concat([latin1("%PDF-1.7\n"), ...Array.from({ length: times }, () => one), latin1("%%EOF\n")]);
    expect(word(file(1))).toBe("clean");
    expect(word(file(2))).toBe("unpacks_too_large");
  });

  it("refuses what it cannot look into: encryption, and objects packed in another way", () => {
    expect(word(pdf("", latin1("x"), "/Encrypt 5 0 R"))).toBe("cannot_be_scanned");
    expect(word(pdf(OBJECTS.replace("FlateDecode", "LZWDecode"), latin1("x")))).toBe("cannot_be_scanned");
    const deep = pdf(OBJECTS.replace("/FlateDecode", "[/FlateDecode/FlateDecode/FlateDecode]"), packed("x"));
    expect(word(deep)).toBe("cannot_be_scanned");
    expect(word(pdf(OBJECTS, latin1("not packed at all")))).toBe("file_damaged");
  });

  it("looks at the packed texts of a PNG", () => {
    const chunk = (type: string, data: Uint8Array) => {
      const head = Buffer.alloc(8);
      head.writeUInt32BE(data.length);
      head.write(type, 4, "latin1");
      return Buffer.concat([head, data, Buffer.alloc(4)]);
    };
    const header = Buffer.alloc(13);
    header.writeUInt32BE(1, 0);
    header.writeUInt32BE(1, 4);
    const png = (text: Uint8Array) =>
      Buffer.concat([
        Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
        chunk("IHDR", header),
        chunk("zTXt", Buffer.concat([latin1("Comment\0\0"), text])),
        chunk("IEND", Buffer.alloc(0)),
      ]);
    expect(word(png(packed("a scan of a licence")), "image/png")).toBe("clean");
    expect(word(png(packed("<script>alert(1)</script>")), "image/png")).toBe("active_content");
    expect(word(png(deflateSync(EICAR)), "image/png")).toBe("virus_signature");
  });

  it("checks again what the upload has checked: a scripted SVG is no text", () => {
    const svg = latin1('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    expect(word(svg, "text/plain")).toBe("markup_not_accepted");
    expect(word(latin1("PK\u0003\u0004rest of a zip"), "text/csv")).toBe("archive_not_accepted");
  });
});

describe("the verdict of an object's tag", () => {
  it.each([
    ["NO_THREATS_FOUND", "clean"],
    ["THREATS_FOUND", "refused"],
    ["UNSUPPORTED", "refused"],
    ["FAILED", "not_yet"],
    ["ACCESS_DENIED", "not_yet"],
    [undefined, "not_yet"],
    ["A_NEW_WORD", "not_yet"],
  ])("%s is %s: only a clear word lets a file through", (status, kind) => {
    expect(verdictOfTag(status).kind).toBe(kind);
  });
});
