import { CfnElement, Stack, Validations } from "aws-cdk-lib";
import type { IConstruct } from "constructs";

/**
 * Says why findings of a rule pack do not apply to a construct and what is below it. An acknowledgement without a
 * reason does not compile.
 */
export function acknowledge(construct: IConstruct, findings: Readonly<Record<string, string>>): void {
  for (const [id, reason] of Object.entries(findings)) Validations.of(construct).acknowledge({ id, reason });
}

/** The name of a construct's resource in its template, as the rule pack writes it. */
export function logicalIdOf(construct: IConstruct): string {
  const { defaultChild } = construct.node;
  if (!(defaultChild instanceof CfnElement))
    throw new Error(`${construct.node.path} has no resource of its own`);
  return String(Stack.of(construct).resolve(defaultChild.logicalId));
}
