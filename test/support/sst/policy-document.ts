import type { Json } from "./graph.ts";

interface Grouped {
	readonly type: string;
	readonly identifiers: readonly string[];
}

/** A statement as `aws.iam.getPolicyDocument` takes it. */
interface StatementInput {
	readonly sid?: string;
	readonly effect?: string;
	readonly actions?: readonly string[];
	readonly notActions?: readonly string[];
	readonly resources?: readonly string[];
	readonly notResources?: readonly string[];
	readonly principals?: readonly Grouped[];
	readonly notPrincipals?: readonly Grouped[];
	readonly conditions?: readonly { readonly test: string; readonly variable: string; readonly values: readonly string[] }[];
}

function principals(groups: readonly Grouped[]): Json {
	if (groups.some((group) => group.type === "*" && group.identifiers.includes("*"))) return "*";
	const merged: Record<string, string[]> = {};
	for (const { type, identifiers } of groups) merged[type] = [...(merged[type] ?? []), ...identifiers];
	return merged;
}

function statement(input: StatementInput): Json {
	const conditions: Record<string, Record<string, string[]>> = {};
	for (const { test, variable, values } of input.conditions ?? []) {
		const operator = conditions[test] ?? {};
		conditions[test] = operator;
		operator[variable] = [...(operator[variable] ?? []), ...values];
	}
	return {
		...(input.sid ? { Sid: input.sid } : {}),
		Effect: input.effect ?? "Allow",
		...(input.principals?.length ? { Principal: principals(input.principals) } : {}),
		...(input.notPrincipals?.length ? { NotPrincipal: principals(input.notPrincipals) } : {}),
		...(input.actions?.length ? { Action: [...input.actions] } : {}),
		...(input.notActions?.length ? { NotAction: [...input.notActions] } : {}),
		...(input.resources?.length ? { Resource: [...input.resources] } : {}),
		...(input.notResources?.length ? { NotResource: [...input.notResources] } : {}),
		...(Object.keys(conditions).length > 0 ? { Condition: conditions } : {}),
	};
}

/** The JSON that `aws.iam.getPolicyDocument` gives, with every list kept a list. */
export function policyDocument(inputs: Readonly<Record<string, unknown>>): string {
	for (const name of ["sourcePolicyDocuments", "overridePolicyDocuments"])
		if (Array.isArray(inputs[name]) && inputs[name].length > 0)
			throw new Error(`getPolicyDocument with ${name}: not in the offline harness`);
	const statements = (inputs.statements ?? []) as readonly StatementInput[];
	return JSON.stringify({ Version: inputs.version ?? "2012-10-17", Statement: statements.map(statement) });
}
