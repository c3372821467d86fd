import { Unobserved } from "./observed.ts";
import { admitsOnlyNamed, isEquality, type PolicyCondition, sparesOnlyNamed } from "./policy-conditions.ts";
import type { PolicyDocument } from "./resources/schema.ts";
import { matchesWildcard } from "./wildcard.ts";

/** Principals of one type: AWS, Service, Federated or CanonicalUser. */
export interface PolicyPrincipal {
	readonly type: string;
	readonly values: readonly string[];
}

/** A parsed policy statement with every element as a list, in AWS's own meaning. */
export interface Statement {
	readonly sid?: string;
	readonly effect: "Allow" | "Deny";
	/** Empty in a policy of an identity; `*` is everybody. */
	readonly principals: readonly PolicyPrincipal[] | "*";
	readonly notPrincipals?: readonly PolicyPrincipal[] | "*";
	readonly actions: readonly string[];
	readonly notActions?: readonly string[];
	/** Empty in a trust policy. */
	readonly resources: readonly string[];
	readonly notResources?: readonly string[];
	readonly conditions: readonly PolicyCondition[];
}

type Element = Readonly<Record<string, unknown>>;

/** The statements of a policy; throws `Unobserved` when the text is not JSON or not a policy. */
export function parsePolicy(document: PolicyDocument): Statement[] {
	let parsed: unknown;
	try {
		parsed = JSON.parse(document.json);
	} catch {
		throw new Unobserved("The policy document is not JSON.");
	}
	const { statement } = elements(parsed);
	if (statement === undefined) throw new Unobserved("The policy document has no Statement.");
	return (Array.isArray(statement) ? statement : [statement]).map(parseStatement);
}

function parseStatement(value: unknown): Statement {
	const { sid, effect, principal, notprincipal, action, notaction, resource, notresource, condition } = elements(value);
	if (effect !== "Allow" && effect !== "Deny") throw new Unobserved("A policy statement has an Effect other than Allow and Deny.");
	if (action === undefined && notaction === undefined) throw new Unobserved("A policy statement has neither Action nor NotAction.");
	return {
		...(typeof sid === "string" ? { sid } : {}),
		effect,
		principals: principal === undefined ? [] : parsePrincipals(principal),
		...(notprincipal === undefined ? {} : { notPrincipals: parsePrincipals(notprincipal) }),
		actions: texts(action),
		...(notaction === undefined ? {} : { notActions: texts(notaction) }),
		resources: texts(resource),
		...(notresource === undefined ? {} : { notResources: texts(notresource) }),
		conditions: condition === undefined ? [] : parseConditions(condition),
	};
}

const parsePrincipals = (value: unknown): readonly PolicyPrincipal[] | "*" =>
	value === "*" ? "*" : Object.entries(asElement(value)).map(([type, values]) => ({ type, values: texts(values) }));

const parseConditions = (value: unknown): PolicyCondition[] =>
	Object.entries(asElement(value)).flatMap(([operator, keys]) =>
		Object.entries(asElement(keys)).map(([key, values]) => ({ operator, key: key.toLowerCase(), values: texts(values) })),
	);

/** The members of a JSON object under lower-case names, because AWS ignores the case of element names. */
const elements = (value: unknown): Element =>
	Object.fromEntries(Object.entries(asElement(value)).map(([name, member]) => [name.toLowerCase(), member]));

function asElement(value: unknown): Element {
	if (typeof value !== "object" || value === null || Array.isArray(value))
		throw new Unobserved("The policy document is not an IAM policy.");
	return value as Element;
}

const texts = (value: unknown): string[] => (value === undefined ? [] : Array.isArray(value) ? value.map(String) : [String(value)]);

/** Does the statement, whatever its effect, speak of the action (`kms:Decrypt`)? Wildcards, NotAction and any case are understood. */
export function coversAction(statement: Statement, action: string): boolean {
	const named = (patterns: readonly string[]) => patterns.some((pattern) => matchesWildcard(pattern.toLowerCase(), action.toLowerCase()));
	return statement.notActions ? !named(statement.notActions) : named(statement.actions);
}

/** Does the statement allow the action, on some resource and under its conditions? */
export const allowsAction = (statement: Statement, action: string): boolean =>
	statement.effect === "Allow" && coversAction(statement, action);

/** Does the statement speak of everything that `resource`, an ARN or a pattern of ARNs, stands for? A statement without resources does. */
export function coversResource(statement: Statement, resource: string): boolean {
	if (statement.notResources) return !statement.notResources.some((pattern) => overlap(pattern, resource));
	return statement.resources.length === 0 || statement.resources.some((pattern) => matchesWildcard(pattern, resource));
}

/** Could one text match both patterns? Errs towards yes when both have wildcards. */
const overlap = (a: string, b: string): boolean =>
	matchesWildcard(a, b) || matchesWildcard(b, a) || (/[*?]/.test(a) && /[*?]/.test(b) && commonStart(a, b));

function commonStart(a: string, b: string): boolean {
	const [start, other] = [a.split(/[*?]/, 1)[0] ?? "", b.split(/[*?]/, 1)[0] ?? ""];
	return start.startsWith(other) || other.startsWith(start);
}

/**
 * The Allow statements that are open to everybody: any principal, and neither a condition nor a Deny that keeps it to named accounts,
 * organisations, principals, VPCs or sources. Service principals are not everybody.
 */
export function publicStatements(document: PolicyDocument): Statement[] {
	const statements = parsePolicy(document);
	const denials = statements.filter((statement) => statement.effect === "Deny" && deniesEverybody(statement));
	return statements.filter(
		(statement) =>
			statement.effect === "Allow" &&
			isEverybody(statement) &&
			!statement.conditions.some(admitsOnlyNamed) &&
			!denials.some((denial) => denial.conditions.every(sparesOnlyNamed) && coversAllOf(denial, statement)),
	);
}

/** Does the statement apply to any principal? An Allow with NotPrincipal does, but for those that it leaves out. */
export function isEverybody(statement: Statement): boolean {
	if (statement.notPrincipals) return statement.effect === "Allow";
	return statement.principals === "*" || statement.principals.some(({ type, values }) => type === "AWS" && values.some(isAnyAccount));
}

const deniesEverybody = (denial: Statement): boolean =>
	denial.notPrincipals
		? denial.notPrincipals !== "*" && !denial.notPrincipals.some(({ values }) => values.some(isAnyAccount))
		: isEverybody(denial);

const isAnyAccount = (principal: string): boolean => principal === "*" || principal.split(":")[4] === "*";

/** Does `denial` take away all that `statement` gives, for the callers that it does not spare? */
function coversAllOf(denial: Statement, statement: Statement): boolean {
	const actions = statement.notActions ? ["*"] : statement.actions;
	const resources = statement.notResources ? ["*"] : statement.resources;
	return (
		actions.every((action) => !denial.notActions && coversAction(denial, action)) &&
		resources.every((resource) => coversResource(denial, resource))
	);
}

const accountKeys = new Set([
	"aws:principalaccount",
	"aws:principalarn",
	"aws:sourceaccount",
	"aws:sourceowner",
	"aws:sourcearn",
	"kms:calleraccount",
]);

/** Accounts other than `account` that an Allow statement names, as principals or, where principals are open, in a condition; sorted. */
export function foreignAccounts(document: PolicyDocument, account: string): string[] {
	const named = parsePolicy(document)
		.filter((statement) => statement.effect === "Allow")
		.flatMap((statement) => [...principalValues(statement), ...conditionValues(statement)])
		.map(accountOf)
		.filter((found) => found !== undefined && found !== account);
	return [...new Set(named)].sort() as string[];
}

const principalValues = ({ principals }: Statement): readonly string[] =>
	principals === "*" ? [] : principals.filter(({ type }) => type === "AWS" || type === "Federated").flatMap(({ values }) => values);

function conditionValues(statement: Statement): readonly string[] {
	// Conditions narrow principals that are named; only where none is do they name the accounts that get in.
	const open = isEverybody(statement) || (statement.principals !== "*" && statement.principals.some(({ type }) => type === "Service"));
	return open
		? statement.conditions.filter((condition) => accountKeys.has(condition.key) && isEquality(condition)).flatMap(({ values }) => values)
		: [];
}

/** The account of an account id or of an ARN; undefined for anything else. */
export function accountOf(value: string): string | undefined {
	const candidate = value.startsWith("arn:") ? value.split(":")[4] : value;
	return candidate !== undefined && /^\d{12}$/.test(candidate) ? candidate : undefined;
}
