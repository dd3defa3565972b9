/**
 * The one table, as data: the local engine creates it from here and the stacks declare it from here, so that they
 * cannot differ. Both indexes are sparse: an item without their keys is not in them (docs/access-patterns.md).
 */
export const TABLE_SCHEMA = {
  partitionKey: "pk",
  sortKey: "sk",
  indexes: [
    { name: "due", partitionKey: "duePk", sortKey: "dueSk", projection: "KEYS_ONLY" },
    { name: "list", partitionKey: "listPk", sortKey: "listSk", projection: "ALL" },
  ],
  streamView: "NEW_AND_OLD_IMAGES",
} as const;
