import { coversAction, coversResource, parsePolicy, type Statement } from "../../../core/policy.ts";
import type { IamPrincipal } from "../../../core/resources/index.ts";

/** One resource pattern on which a policy allows an action. */
export interface GrantedResource {
	readonly policy: string;
	readonly resource: string;
	readonly statement: Statement;
	/** Allowed by `Action: *` or by NotAction, as administrators and power users are: broad by intent rather than written too wide. */
	readonly administrator: boolean;
}

type Grant = IamPrincipal["policies"][number];

/**
 * The resource patterns on which the policies allow the action, without those that an unconditional Deny of the same policies takes away.
 * `NotResource` counts as every resource.
 */
export function grantsOf(policies: readonly Pick<Grant, "policyName" | "document">[], action: string): GrantedResource[] {
	const statements = policies.flatMap(({ policyName, document }) => parsePolicy(document).map((statement) => ({ policyName, statement })));
	const denials = statements
		.map(({ statement }) => statement)
		.filter(({ effect, conditions }) => effect === "Deny" && conditions.length === 0)
		.filter((denial) => coversAction(denial, action));
	return statements
		.filter(({ statement }) => statement.effect === "Allow" && coversAction(statement, action))
		.flatMap(({ policyName, statement }) =>
			(statement.notResources ? ["*"] : statement.resources).map((resource) => ({
				policy: policyName,
				resource,
				statement,
				administrator: statement.actions.includes("*") || statement.notActions !== undefined,
			})),
		)
		.filter(({ resource }) => !denials.some((denial) => coversResource(denial, resource)));
}

/** Evidence of grants: at most ten, without their statements. */
export const shownGrants = (grants: readonly GrantedResource[]) =>
	grants.slice(0, 10).map(({ policy, resource }) => ({ policy, resource }));

/** Does a pattern of ARNs stand for every resource of the service? Whatever follows the account must be a bare wildcard, but for its type. */
export function isEveryResource(pattern: string, service: string, type: string): boolean {
	if (/^\*+$/.test(pattern)) return true;
	const [prefix, , name, , , ...rest] = pattern.split(":");
	if (prefix !== "arn" || (name !== service && name !== "*")) return false;
	const resource = rest.join(":");
	// A pattern that ends early, such as arn:aws:kms:*, ends in its wildcard.
	return resource === "" ? pattern.endsWith("*") : resource === "*" || resource === `${type}*`;
}
