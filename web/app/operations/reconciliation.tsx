import { granted } from "@firstlot/sdk/client";
import { useQuery } from "@tanstack/react-query";
import { useSay } from "../../ui/language.tsx";
import { Money, minorOf } from "../../ui/money.tsx";
import { Empty, Tag } from "../../ui/parts.tsx";
import { staffApi } from "../api.ts";
import { Loaded, ScreenHead } from "../parts/problem.tsx";
import { Table } from "../parts/table.tsx";
import { type Partner, usePartners } from "./operations-data.ts";
import { OPERATIONS } from "./operations-messages.ts";

const read = async (partnerId: string) =>
  granted(await staffApi.GET("/partners/{partnerId}/reconciliations", { params: { path: { partnerId } } }));

/** The equation of each account of one bank: what the bank says, what we say, and what explains the difference. */
const Bank = ({ partner }: { readonly partner: Partner }) => {
  const say = useSay(OPERATIONS);
  const days = useQuery({
    queryKey: ["reconciliations", partner.id],
    queryFn: () => read(partner.id),
  });
  return (
    <section className="stack">
      <h2>{partner.name}</h2>
      <Loaded query={days}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={say("reconciliationEmpty")} />
          ) : (
            <Table
              label={`${say("reconciliation")}: ${partner.name}`}
              rows={items}
              keyOf={({ account }) => account}
              columns={[
                { head: say("account"), cell: ({ account }) => <span className="nowrap">{account}</span> },
                { head: say("bankDay"), cell: ({ bankDay }) => <span className="nowrap">{bankDay}</span> },
                { head: say("closing"), right: true, cell: ({ closing }) => <Money value={closing} /> },
                { head: say("ledger"), right: true, cell: ({ ledger }) => <Money value={ledger} /> },
                {
                  head: say("inNotBooked"),
                  right: true,
                  cell: ({ inNotBooked }) => <Money value={inNotBooked} />,
                },
                {
                  head: say("outNotBooked"),
                  right: true,
                  cell: ({ outNotBooked }) => <Money value={outNotBooked} />,
                },
                { head: say("inBreaks"), right: true, cell: ({ breaks }) => <Money value={breaks} /> },
                {
                  head: say("difference"),
                  right: true,
                  cell: ({ difference }) =>
                    minorOf(difference) === 0n ? (
                      <Tag tone="ok">
                        <Money value={difference} />
                      </Tag>
                    ) : (
                      <Tag tone="danger">
                        <Money value={difference} />
                      </Tag>
                    ),
                },
              ]}
            />
          )
        }
      </Loaded>
    </section>
  );
};

/** Our books beside the banks', account by account. */
export const Reconciliation = () => {
  const say = useSay(OPERATIONS);
  return (
    <>
      <ScreenHead title={say("reconciliation")} lead={say("reconciliationLead")} />
      <Loaded query={usePartners()}>
        {(partners) => (
          <div className="stack wide">
            {partners.map((partner) => (
              <Bank key={partner.id} partner={partner} />
            ))}
          </div>
        )}
      </Loaded>
    </>
  );
};
