import { internetReach, isOpen } from "./network.ts";

/** One condition: operator as written (`StringEquals`, `ForAnyValue:StringLike`), key in lower case, because AWS ignores its case. */
export interface PolicyCondition {
	readonly operator: string;
	readonly key: string;
	readonly values: readonly string[];
}

type Test = (value: string) => boolean;

const noWildcard: Test = (value) => !/[*?]/.test(value);
/** The account part of an ARN is written out; buckets and the like have none, and are then named themselves. */
const arnOfAccount: Test = (value) => {
	const [, , , , account = "*", ...rest] = value.split(":");
	return account === "" ? rest.length > 0 && noWildcard(rest.join(":")) : noWildcard(account);
};
const beforeWildcard = (separator: string): Test => {
	return (value) => noWildcard(value.split(separator, 1)[0] ?? "");
};
/** Addresses are judged together: two halves of the internet are all of it. */
const fewAddresses = (values: readonly string[]): boolean => !isOpen(internetReach(values).reach);

/** Keys that say who calls, and when a value of them keeps strangers out. Tags, user names and external ids can be chosen by anybody. */
const callerKeys: Readonly<Record<string, Test>> = {
	"aws:principalaccount": noWildcard,
	"aws:principalarn": arnOfAccount,
	"aws:principalorgid": noWildcard,
	"aws:principalorgpaths": beforeWildcard("/"),
	"aws:userid": beforeWildcard(":"),
	"aws:principalservicename": noWildcard,
	"aws:sourceaccount": noWildcard,
	"aws:sourceowner": noWildcard,
	"aws:sourcearn": arnOfAccount,
	"aws:sourceorgid": noWildcard,
	"aws:sourceorgpaths": beforeWildcard("/"),
	"aws:sourcevpc": noWildcard,
	"aws:sourcevpcarn": arnOfAccount,
	"aws:sourcevpce": noWildcard,
	"aws:vpceaccount": noWildcard,
	"aws:vpceorgid": noWildcard,
	"aws:vpceorgpaths": beforeWildcard("/"),
	"kms:calleraccount": noWildcard,
};

const equality = /^(stringequals|stringequalsignorecase|stringlike|arnequals|arnlike|ipaddress)$/;
const inequality = /^(stringnotequals|stringnotequalsignorecase|stringnotlike|arnnotequals|arnnotlike|notipaddress)$/;
const ownResource = /^\$\{aws:resource(account|orgid|orgpaths)\}$/i;

/** Does the condition of an Allow let in only callers of named accounts, organisations, principals, VPCs, sources or few addresses? */
export function admitsOnlyNamed(condition: PolicyCondition): boolean {
	const { set, name, ifExists } = operatorParts(condition.operator);
	if (isServiceFlag(condition, name, "true")) return !ifExists;
	// IfExists and ForAllValues are true when the key is missing, as it is for a caller without credentials.
	return set !== "forallvalues" && !ifExists && equality.test(name) && namesCallers(condition, name);
}

/** Does the condition of a Deny spare only callers of named accounts, organisations and so on? A missing key is not spared. */
export function sparesOnlyNamed(condition: PolicyCondition): boolean {
	const { set, name } = operatorParts(condition.operator);
	return isServiceFlag(condition, name, "false") || (set !== "foranyvalue" && inequality.test(name) && namesCallers(condition, name));
}

const isServiceFlag = ({ key, values }: PolicyCondition, operator: string, flag: string): boolean =>
	key === "aws:principalisawsservice" && operator === "bool" && values.every((value) => value === flag);

/** The values of a positive condition, in any of its forms. */
export const isEquality = (condition: PolicyCondition): boolean => equality.test(operatorParts(condition.operator).name);

function namesCallers({ key, values }: PolicyCondition, operator: string): boolean {
	if (key === "aws:sourceip") return fewAddresses(values);
	const test = callerKeys[key];
	// Without Like or Arn in its name an operator compares literally, so that a wildcard names nobody at all.
	const literal = operator.includes("equals") && operator.startsWith("string");
	return test !== undefined && values.every((value) => (value.includes("${") ? ownResource.test(value) : literal || test(value)));
}

function operatorParts(operator: string): { set: string; name: string; ifExists: boolean } {
	const lower = operator.toLowerCase();
	const colon = lower.indexOf(":");
	const whole = lower.slice(colon + 1);
	const name = whole.replace(/ifexists$/, "");
	return { set: lower.slice(0, Math.max(colon, 0)), name, ifExists: name !== whole };
}
