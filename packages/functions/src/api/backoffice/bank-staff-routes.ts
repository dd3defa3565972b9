import { partnerIdSchema, type UserId, userIdSchema } from "@firstlot/core/identity/actor";
import { BANK_STAFF_MAX, type BankStaff } from "@firstlot/core/identity/bank-staff";
import { addBankStaff, loadBankStaff, removeBankStaff } from "@firstlot/core/identity/manage-bank-staff";
import type { Permission } from "@firstlot/core/identity/permission-table";
import { loadPerson } from "@firstlot/core/identity/person";
import { loadUser } from "@firstlot/core/identity/user-store";
import type { Store } from "@firstlot/core/kernel/store";
import { z } from "@hono/zod-openapi";
import { actingPerson } from "../acting-person.ts";
import { router } from "../app.ts";
import { body, json } from "../content.ts";
import { problems, refuse } from "../problem.ts";
import { commandAnswer, present } from "../respond.ts";
import { type ApiContext, commandFrom, commandHeaders, declare } from "../route.ts";

const ofPartner = z.object({ partnerId: partnerIdSchema });
const ofMember = ofPartner.extend({ userId: userIdSchema });
const tags = ["banks"];

const bankStaffView = z
  .object({
    partnerId: z.string(),
    members: z
      .array(
        z.object({
          userId: z.string(),
          since: z.string(),
          addedBy: z.string(),
          addedByName: z.string().optional(),
          name: z.string().optional(),
          email: z.string().optional(),
        }),
      )
      .max(BANK_STAFF_MAX),
  })
  .openapi("BankStaff");
const answers = { 200: json(bankStaffView, "Who may use the bank's portal"), ...problems } as const;
const MAY_READ: Permission = "bank.read";

const listRoute = declare({
  method: "get",
  path: "/partners/{partnerId}/staff",
  operationId: "listBankStaff",
  tags,
  summary: "Who of a bank may use its portal",
  "x-permission": MAY_READ,
  request: { params: ofPartner },
  responses: answers,
});
const addRoute = declare({
  method: "post",
  path: "/partners/{partnerId}/staff",
  operationId: "addBankStaff",
  tags,
  summary: "Let somebody of a bank use its portal",
  description: "Whoever works for the platform, an enterprise or another bank is refused.",
  "x-permission": "bank.add-staff",
  request: {
    params: ofPartner,
    headers: commandHeaders,
    body: body(z.strictObject({ userId: userIdSchema })),
  },
  responses: answers,
});
const removeRoute = declare({
  method: "post",
  path: "/partners/{partnerId}/staff/{userId}/remove",
  operationId: "removeBankStaff",
  tags,
  summary: "Close a bank's portal to somebody, at once",
  "x-permission": "bank.remove-staff",
  request: { params: ofMember, headers: commandHeaders },
  responses: answers,
});

interface Deps {
  readonly store: Store;
}

/** A user's name, where they are still known by one. */
async function nameOf(store: Store, userId: UserId): Promise<{ addedByName?: string }> {
  const user = await loadUser(store, userId);
  const name = user === undefined ? undefined : (await loadPerson(store, user.personId))?.name;
  return name === undefined ? {} : { addedByName: name };
}

async function shown({ store }: Deps, { partnerId, members }: Pick<BankStaff, "partnerId" | "members">) {
  const people = members.map(async (member) => ({
    ...(await loadPerson(store, member.personId)),
    ...(await nameOf(store, member.addedBy)),
    ...member,
  }));
  return present(bankStaffView, { partnerId, members: await Promise.all(people) });
}

async function answer(c: ApiContext, deps: Deps, done: Awaited<ReturnType<typeof addBankStaff>>) {
  if (!done.ok) return refuse(c, done.error);
  commandAnswer(c, done.value);
  return c.json(await shown(deps, done.value.value), 200);
}

/** Who of a bank may use its portal, as operators decide. */
export const bankStaffRoutes = (deps: Deps) =>
  router()
    .openapi(listRoute, async (c) => {
      const { partnerId } = c.req.valid("param");
      const staff = (await loadBankStaff(deps.store, partnerId)) ?? { partnerId, members: [] };
      return c.json(await shown(deps, staff), 200);
    })
    .openapi(addRoute, async (c) => {
      const input = {
        ...{ by: actingPerson(c).userId, ...c.req.valid("param"), ...c.req.valid("json") },
      };
      return answer(c, deps, await addBankStaff(deps, commandFrom(c, input), input));
    })
    .openapi(removeRoute, async (c) => {
      const input = { by: actingPerson(c).userId, ...c.req.valid("param") };
      return answer(c, deps, await removeBankStaff(deps, commandFrom(c, input), input));
    });
