import { isWord, quotedName, type Token, textOf, tokensOf } from "./mysql-tokens.ts";

/** One way in which an account may log in. */
export interface Method {
	readonly plugin: string;
	/** What the server keeps; undefined when it does not show it. */
	readonly hash?: string | undefined;
}

/** An account as SHOW CREATE USER describes it: a user as seen from one host. Clauses are SQL. */
export interface Account {
	readonly user: string;
	readonly host: string;
	/** Any of them opens it; MariaDB has accounts with several. */
	readonly methods: readonly Method[];
	/** More than one factor is asked for at a login. */
	readonly factors: boolean;
	/** As written there; undefined where it is not (MariaDB). */
	readonly defaultRoles: string | undefined;
	/** REQUIRE and what follows; "REQUIRE NONE" when there is nothing. */
	readonly requires: string;
	readonly limits: ReadonlyMap<string, string>;
	/** Lock, expiry and rules for passwords. */
	readonly rest: string;
	readonly locked: boolean;
}

/** An account's name, quoted. */
export const accountName = ({ user, host }: { readonly user: string; readonly host: string }): string =>
	`${quotedName(user)}@${quotedName(host)}`;

/** An account's name for people. */
export const spoken = ({ user, host }: { readonly user: string; readonly host: string }): string =>
	`${JSON.stringify(user)}@${JSON.stringify(host)}`;

/** Reads the answer of SHOW CREATE USER. */
export function parseAccount(statement: string): Account {
	const tokens = tokensOf(statement);
	let at = 2;
	const take = (...words: readonly string[]): boolean => {
		if (!isWord(tokens[at], ...words)) return false;
		at++;
		return true;
	};
	const clause = (...stops: readonly string[]): string => {
		const from = at;
		while (at < tokens.length && !isWord(tokens[at], ...stops)) at++;
		return textOf(statement, tokens.slice(from, at));
	};
	const user = tokens[at]?.value ?? "";
	const host = tokens[at + 2]?.value ?? "";
	at += 3;
	const methods: Method[] = [];
	const method = (plugin: string | undefined): void => {
		const name = plugin ?? written(statement, tokens[at++]);
		const shown = take("AS", "USING") || plugin !== undefined ? tokens[at++] : undefined;
		methods.push({ plugin: name, hash: shown?.kind === "text" ? shown.value : undefined });
	};
	let factors = false;
	while (take("IDENTIFIED")) {
		// BY PASSWORD is MariaDB's short form for the plugin that it had first.
		if (take("BY")) {
			take("PASSWORD");
			method(nativePlugin);
		} else if (take("WITH", "VIA")) method(undefined);
		while (take("OR")) method(undefined);
		factors ||= take("AND");
	}
	let defaultRoles: string | undefined;
	if (take("DEFAULT")) {
		take("ROLE");
		defaultRoles = clause("REQUIRE", "WITH", "PASSWORD", "ACCOUNT");
	}
	const requires = isWord(tokens[at], "REQUIRE") ? clause("WITH", "PASSWORD", "ACCOUNT") : "REQUIRE NONE";
	const limits = new Map<string, string>();
	if (take("WITH"))
		while (/^MAX_/.test(tokens[at]?.value ?? "")) {
			limits.set(tokens[at]?.value ?? "", tokens[at + 1]?.value ?? "");
			at += 2;
		}
	const rules = tokens.slice(at);
	const rest = clause("ATTRIBUTE", "COMMENT");
	return {
		user,
		host,
		methods: methods.length > 0 ? methods : [{ plugin: nativePlugin, hash: "" }],
		factors,
		defaultRoles,
		requires,
		limits,
		rest,
		locked: rules.some((token, index) => isWord(token, "LOCK") && isWord(rules[index - 1], "ACCOUNT")),
	};
}

const nativePlugin = "mysql_native_password";

const written = (statement: string, token: Token | undefined): string =>
	token?.kind === "word" ? statement.slice(token.at, token.end) : (token?.value ?? "");

const limitNames = ["MAX_QUERIES_PER_HOUR", "MAX_UPDATES_PER_HOUR", "MAX_CONNECTIONS_PER_HOUR", "MAX_USER_CONNECTIONS"];

/** Everything about an account but its name, its ways in and its roles, as the end of an ALTER USER that sets it whatever was there before. */
export function propertiesOf(account: Account, other?: Account): string {
	const names = new Set([...limitNames, ...account.limits.keys(), ...(other?.limits.keys() ?? [])]);
	const limits = [...names].sort().map((name) => `${name} ${account.limits.get(name) ?? "0"}`);
	// An expiry that was ordered by hand is over with the next password.
	const rules = account.rest.replace(/\bPASSWORD EXPIRE(?= *(?:$|ACCOUNT|PASSWORD))/, "PASSWORD EXPIRE DEFAULT");
	const more = [
		rules,
		/\bACCOUNT\b/.test(rules) ? "" : "ACCOUNT UNLOCK",
		/\bPASSWORD EXPIRE\b/.test(rules) ? "" : "PASSWORD EXPIRE DEFAULT",
		/\bFAILED_LOGIN_ATTEMPTS\b/.test(other?.rest ?? "") && !/\bFAILED_LOGIN_ATTEMPTS\b/.test(rules)
			? "FAILED_LOGIN_ATTEMPTS 0 PASSWORD_LOCK_TIME 0"
			: "",
	];
	return [account.requires, "WITH", ...limits, ...more].filter((part) => part !== "").join(" ");
}

/** Why a password of this account cannot be rotated; undefined when it can. */
export function obstacleOf(account: Account, plaintext: boolean, takes: (plugin: string) => boolean): string | undefined {
	const name = spoken(account);
	if (account.locked) return `${name} is locked`;
	if (account.factors) return `${name} logs in with more than one factor`;
	if (!account.methods.some(({ plugin }) => takes(plugin)))
		return `${name} logs in with ${account.methods.map(({ plugin }) => plugin).join(" or ")}, for which no password can be set here`;
	if (/\b(X509|SUBJECT|ISSUER)\b/.test(outsideTexts(account.requires)))
		return `${name} must show a certificate of its own (${outsideTexts(account.requires)}), which a rotation does not have: its new password could not be tested`;
	if (plaintext && account.requires !== "REQUIRE NONE")
		return `${name} may log in with TLS only (${outsideTexts(account.requires)}), which the secret turns off`;
	return undefined;
}

/** A clause without what is quoted in it. */
const outsideTexts = (clause: string): string =>
	tokensOf(clause)
		.map((token) => (token.kind === "text" ? "…" : token.value))
		.join(" ");
