import { documentsOf } from "../evidence/evidence-store.ts";
import type { EnterpriseId } from "../identity/actor.ts";
import type { Store } from "../kernel/store.ts";
import { currentPolicy } from "../review/policies.ts";
import { isUsable, requiredTypes } from "./screening-deps.ts";

/** Types of document that onboarding asks of the country and the enterprise has no usable file of. */
export const missingDocuments =
  ({ store }: { store: Store }) =>
  async (enterprise: { enterpriseId: EnterpriseId; country: string }): Promise<readonly string[]> => {
    const required = requiredTypes(currentPolicy("enterprise-onboarding"), enterprise.country);
    const usable = new Set<string>();
    for (const row of await documentsOf(store, enterprise.enterpriseId))
      if (isUsable(row)) usable.add(row.type);
    return required.filter((type) => !usable.has(type));
  };
