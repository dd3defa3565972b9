import { useWord } from "../../../ui/code-word.tsx";
import { useSay } from "../../../ui/language.tsx";
import type { Terms } from "../campaign/campaign-data.ts";
import { useItemName } from "../campaign/item-name.tsx";
import { csvOf } from "./csv.ts";
import { stateOf } from "./order-state.ts";
import type { Order } from "./orders-data.ts";
import { ORDERS } from "./orders-messages.ts";

const COLUMNS = [
  "reference",
  "state",
  "items",
  "units",
  "name",
  "lines",
  "postcode",
  "city",
  "country",
  "phone",
  "tracking",
  "ordered",
] as const;

/** Saves a text as a file, without sending it anywhere. */
function save(text: string, fileName: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}

/** What is listed, as a file for a parcel service or a spreadsheet. */
export const OrdersFile = (props: {
  readonly orders: readonly Order[];
  readonly terms: Terms;
  readonly campaignId: string;
}) => {
  const { orders, terms, campaignId } = props;
  const say = useSay(ORDERS);
  const word = useWord(ORDERS);
  const nameOf = useItemName(terms);
  const rowOf = (order: Order): readonly string[] => {
    const { delivery, lines, reference, tracking = "", createdAt } = order;
    return [
      reference,
      word("state", stateOf(order)),
      lines.map(({ itemId, quantity }) => `${quantity} × ${nameOf(itemId).text}`).join("; "),
      String(lines.reduce((sum, { quantity }) => sum + quantity, 0)),
      delivery?.name ?? "",
      delivery?.lines.join(", ") ?? "",
      delivery?.postcode ?? "",
      delivery?.city ?? "",
      delivery?.country ?? order.country,
      delivery?.phone ?? "",
      tracking,
      createdAt,
    ];
  };
  if (orders.length === 0) return null;
  return (
    <div className="stack tight">
      <p>
        <button
          type="button"
          className="button quiet"
          onClick={() =>
            save(
              csvOf([COLUMNS.map((column) => say(`csv_${column}`)), ...orders.map(rowOf)]),
              `orders-${campaignId}.csv`,
            )
          }
        >
          {say("download", { count: orders.length })}
        </button>
      </p>
      <p className="muted small">{say("downloadHint")}</p>
    </div>
  );
};
