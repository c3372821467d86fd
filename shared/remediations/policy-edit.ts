import { accountOf, foreignAccounts, type PolicyPrincipal, parsePolicy, publicStatements, type Statement } from "../core/policy.ts";
import type { Json } from "./action.ts";

/** A policy as JSON has it: whitespace does not count, everything else stays as it was written. */
export function policyFacts(json: string): Json {
	try {
		return JSON.parse(json) as Json;
	} catch {
		return json;
	}
}

/** What becomes of a resource policy that lets everybody in; throws `Unobserved` when it is none. */
export interface PolicyEdit {
	/** The policy without the statements that let everybody in; undefined when none is left. */
	readonly kept?: string;
	/** The statements that stay. */
	readonly rest: readonly Statement[];
	/** What the removed ones are called: their Sid, or their place. */
	readonly removed: readonly string[];
	/** All of the removed ones let everybody in without any condition. */
	readonly plain: boolean;
}

/** The policy without its public statements; undefined when it has none. */
export function withoutPublic(json: string): PolicyEdit | undefined {
	const statements = parsePolicy({ json });
	const document = JSON.parse(json) as Record<string, unknown>;
	const member = Object.keys(document).find((name) => name.toLowerCase() === "statement") ?? "Statement";
	const written = Array.isArray(document[member]) ? (document[member] as unknown[]) : [document[member]];
	// Each statement is judged with all denials, which may keep it to named callers.
	const denials = written.filter((_, index) => statements[index]?.effect === "Deny");
	const isPublic = (index: number) =>
		statements[index]?.effect === "Allow" &&
		publicStatements({ json: JSON.stringify({ Statement: [written[index], ...denials] }) }).length > 0;
	const removed = statements.map((_, index) => index).filter(isPublic);
	if (removed.length === 0) return undefined;
	const keep = written.filter((_, index) => !removed.includes(index));
	return {
		...(keep.length > 0 ? { kept: JSON.stringify({ ...document, [member]: keep }) } : {}),
		rest: statements.filter((_, index) => !removed.includes(index)),
		removed: removed.map((index) => statements[index]?.sid ?? `statement ${index + 1}`),
		plain: removed.every((index) => isPlain(statements[index])),
	};
}

/** Everybody, named as such, without a condition. */
const isPlain = (statement: Statement | undefined): boolean =>
	statement !== undefined &&
	!statement.notPrincipals &&
	statement.conditions.length === 0 &&
	(statement.principals === "*" || statement.principals.some(hasStar));

const hasStar = ({ type, values }: PolicyPrincipal): boolean => type === "AWS" && values.includes("*");

/** A policy without principals of accounts that are not trusted. */
export interface AccountEdit {
	/** Undefined when no statement is left. */
	readonly kept?: string;
	readonly removed: readonly string[];
	/** Accounts that stay named otherwise: by conditions of statements for everybody, or by federation. */
	readonly left: readonly string[];
}

/** Takes the principals of unknown accounts out of the Allow statements, and statements of which no principal is left; undefined when none is unknown. */
export function withoutUnknownAccounts(json: string, account: string, trusted: readonly string[]): AccountEdit | undefined {
	const isUnknown = (found: string | undefined) => found !== undefined && found !== account && !trusted.includes(found);
	const removed = foreignAccounts({ json }, account).filter(isUnknown);
	if (removed.length === 0) return undefined;
	const document = JSON.parse(json) as Record<string, unknown>;
	const member = memberOf(document, "statement");
	const written = Array.isArray(document[member])
		? (document[member] as Record<string, unknown>[])
		: [document[member] as Record<string, unknown>];
	const keep = written.flatMap((statement) => {
		const name = memberOf(statement, "principal");
		const principal = statement[name];
		if (String(statement[memberOf(statement, "effect")]) !== "Allow" || typeof principal !== "object" || principal === null)
			return [statement];
		const { AWS, ...others } = principal as Record<string, unknown>;
		const values = AWS === undefined ? [] : Array.isArray(AWS) ? AWS.map(String) : [String(AWS)];
		const stay = values.filter((value) => !isUnknown(accountOf(value)));
		if (stay.length === values.length) return [statement];
		const rest = stay.length > 0 ? { ...others, AWS: stay } : others;
		return Object.keys(rest).length > 0 ? [{ ...statement, [name]: rest }] : [];
	});
	const kept = keep.length > 0 ? JSON.stringify({ ...document, [member]: keep }) : undefined;
	return {
		...(kept === undefined ? {} : { kept }),
		removed,
		left: kept === undefined ? [] : foreignAccounts({ json: kept }, account).filter(isUnknown),
	};
}

/** The member as the policy spells it: AWS ignores its case. */
const memberOf = (element: Record<string, unknown>, name: string): string =>
	Object.keys(element).find((one) => one.toLowerCase() === name) ?? name;
