import { existsSync } from "node:fs";
import { writeFileAtomic } from "../blobs/atomic-file.ts";

/*
 * The engine looks for the newest record of its change stream at every write and reads the stream by number, and has no
 * index for either: each look reads all records ever written, and a platform of a few thousand writes is slow. It
 * creates its tables only where they are missing, so a new data directory begins with a database file in which that
 * one table is there already, with its indexes. The file is written here, after https://www.sqlite.org/fileformat.html.
 */

const PAGE_BYTES = 4_096;
const HEADER_BYTES = 100;
const TABLE_LEAF = 0x0d;
const INDEX_LEAF = 0x0a;
const RECORDS = "_stream_records";
const NUMBER = "CAST(sequence_number AS INTEGER)";

const COLUMNS = [
  "id INTEGER PRIMARY KEY AUTOINCREMENT",
  "table_name TEXT NOT NULL",
  "event_name TEXT NOT NULL",
  "keys_json TEXT NOT NULL",
  "new_image TEXT",
  "old_image TEXT",
  "sequence_number TEXT NOT NULL",
  "shard_id TEXT NOT NULL",
  "created_at INTEGER NOT NULL",
  "user_identity TEXT",
].join(", ");

/** What the file holds besides its first page, in the order of its pages from 2: each of them empty. */
const SCHEMA = [
  { type: "table", name: RECORDS, of: RECORDS, sql: `CREATE TABLE ${RECORDS} (${COLUMNS})` },
  {
    type: "table",
    name: "sqlite_sequence",
    of: "sqlite_sequence",
    sql: "CREATE TABLE sqlite_sequence(name,seq)",
  },
  {
    type: "index",
    name: "stream_by_number",
    of: RECORDS,
    sql: `CREATE INDEX stream_by_number ON ${RECORDS} (table_name, ${NUMBER})`,
  },
  {
    type: "index",
    name: "stream_by_shard_and_number",
    of: RECORDS,
    sql: `CREATE INDEX stream_by_shard_and_number ON ${RECORDS} (table_name, shard_id, ${NUMBER})`,
  },
  {
    type: "index",
    name: "stream_by_shard",
    of: RECORDS,
    sql: `CREATE INDEX stream_by_shard ON ${RECORDS} (table_name, shard_id, sequence_number)`,
  },
] as const;

/** A number below 2^14 in the file's variable length. */
const varint = (value: number): readonly number[] =>
  value < 0x80 ? [value] : [0x80 | (value >> 7), value & 0x7f];

/** A row of the schema table: four texts and the page on which the thing begins. */
function schemaCell({ type, name, of, sql }: (typeof SCHEMA)[number], row: number): Buffer {
  const texts = {
    type: Buffer.from(type),
    name: Buffer.from(name),
    of: Buffer.from(of),
    sql: Buffer.from(sql),
  };
  const typeOf = (text: Buffer) => varint(13 + 2 * text.length);
  const ONE_BYTE_INTEGER = 1;
  const types = [
    ...typeOf(texts.type),
    ...typeOf(texts.name),
    ...typeOf(texts.of),
    ONE_BYTE_INTEGER,
    ...typeOf(texts.sql),
  ];
  const rootPage = row + 1;
  const payload = Buffer.concat([
    Buffer.from([types.length + 1, ...types]),
    ...[texts.type, texts.name, texts.of, Buffer.from([rootPage]), texts.sql],
  ]);
  return Buffer.concat([Buffer.from([...varint(payload.length), row]), payload]);
}

/** A leaf page of a tree with its cells, filled from its end. */
function leaf(kind: number, cells: readonly Buffer[], startsAt = 0): Buffer {
  const page = Buffer.alloc(PAGE_BYTES);
  let end = PAGE_BYTES;
  page.writeUInt8(kind, startsAt);
  page.writeUInt16BE(cells.length, startsAt + 3);
  for (const [i, cell] of cells.entries()) {
    end -= cell.length;
    cell.copy(page, end);
    page.writeUInt16BE(end, startsAt + 8 + 2 * i);
  }
  page.writeUInt16BE(end, startsAt + 5);
  return page;
}

/** The database file of a new data directory. */
export function emptyDatabase(): Buffer {
  const pages = 1 + SCHEMA.length;
  const first = leaf(
    TABLE_LEAF,
    SCHEMA.map((entry, i) => schemaCell(entry, i + 1)),
    HEADER_BYTES,
  );
  first.write("SQLite format 3\0", 0, "latin1");
  first.writeUInt16BE(PAGE_BYTES, 16);
  first.set([1, 1, 0, 64, 32, 32], 18); // read and written by rollback journal; payload fractions as they must be
  first.writeUInt32BE(1, 24); // changes of the file
  first.writeUInt32BE(pages, 28);
  first.writeUInt32BE(SCHEMA.length, 40); // changes of the schema
  first.writeUInt32BE(4, 44); // schema format
  first.writeUInt32BE(1, 56); // UTF-8
  first.writeUInt32BE(1, 92); // the size above is of the change counted above
  first.writeUInt32BE(3_045_001, 96);
  const roots = SCHEMA.map(({ type }) => leaf(type === "table" ? TABLE_LEAF : INDEX_LEAF, []));
  return Buffer.concat([first, ...roots]);
}

/** Lets a new data directory begin with it; a database that is there stays as it is. */
export function beginDatabase(file: string): void {
  if (!existsSync(file)) writeFileAtomic(file, emptyDatabase());
}
