import { granted } from "@firstlot/sdk/client";
import { useQuery } from "@tanstack/react-query";
import { useSay } from "../../ui/language.tsx";
import { TableBox, Tag } from "../../ui/parts.tsx";
import { Time } from "../../ui/time.tsx";
import { staffApi } from "../api.ts";
import { Loaded, ScreenHead } from "../parts/problem.tsx";
import { REVIEW } from "./review-messages.ts";

const readQueue = async () => granted(await staffApi.GET("/review/cases", { params: { query: {} } }));

/** The cases that wait for a decision, the most urgent first. */
export const Queue = () => {
  const say = useSay(REVIEW);
  const cases = useQuery({ queryKey: ["cases"], queryFn: readQueue });
  return (
    <>
      <ScreenHead title={say("queue")} />
      <Loaded query={cases} lines={8}>
        {({ items }) => (
          <TableBox label={say("queue")}>
            <table>
              <tbody>
                {items.map((one) => (
                  <tr key={one.id}>
                    <th scope="row">{one.id}</th>
                    <td>
                      <Tag>{one.status}</Tag>
                    </td>
                    <td>
                      <Time at={one.decisionDueAt} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </TableBox>
        )}
      </Loaded>
    </>
  );
};
