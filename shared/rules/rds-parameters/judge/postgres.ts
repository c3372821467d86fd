import { effective } from "./effective.ts";
import { isSince } from "./engine.ts";
import { between, items, listing, on, oneOf, only, type Question } from "./requirement.ts";

const postgres = (question: Question): Question => only(["postgres"], question);

const loaded = listing("shared_preload_libraries", "pgaudit");

export const pgauditLoaded = postgres(() => [loaded]);

const everyClass = ["read", "write", "function", "role", "ddl", "misc", "misc_set"];

/** The classes that a value of pgaudit.log ends up with: read from left to right, `-` takes away, `all` and `none` stand for all and none. */
export function pgauditClassesOf(value: string): ReadonlySet<string> {
	const classes = new Set<string>();
	for (const item of items(value)) {
		const removes = item.startsWith("-");
		const name = removes ? item.slice(1) : item;
		for (const member of name === "all" ? everyClass : name === "none" ? [] : [name]) {
			if (removes) classes.delete(member);
			else classes.add(member);
		}
	}
	return classes;
}

/** pgaudit is loaded and logs at least these classes of statements. */
export const pgauditClasses = (wanted: readonly string[]): Question =>
	postgres(() => [
		loaded,
		{
			parameter: "pgaudit.log",
			wanted: `contain ${wanted.join(", ")}`,
			accepts: (value) => {
				const classes = pgauditClassesOf(value);
				return wanted.every((name) => classes.has(name.toLowerCase()));
			},
		},
	]);

/** Object auditing goes by the role that RDS prepared for it. */
export const pgauditRole = postgres((_engine, server) =>
	loaded.accepts(effective(server, loaded.parameter).value) ? [oneOf("pgaudit.role", "rds_pgaudit")] : "it does not load pgaudit",
);

export const scramPasswords = postgres((engine) =>
	isSince(engine, 10) ? [oneOf("password_encryption", "scram-sha-256")] : "PostgreSQL has SCRAM from 10 on",
);

/** SCRAM is the only password method that is accepted. */
export const scramOnly = postgres((engine) => {
	const first = engine.aurora ? [14, 3] : [13, 1];
	return isSince(engine, ...first)
		? [oneOf("rds.accepted_password_auth_method", "scram")]
		: `${engine.name} has rds.accepted_password_auth_method from ${first.join(".")} on`;
});

export const passwordCommandsRestricted = postgres(() => [on("rds.restrict_password_commands")]);

export const rowSecurity = postgres(() => [on("row_security")]);

/** A session that idles inside a transaction is ended after at most so many milliseconds; 0 would mean never. */
export const idleTransactionTimeout = (maximumMilliseconds: number): Question =>
	postgres(() => [between("idle_in_transaction_session_timeout", 1, maximumMilliseconds, "milliseconds")]);
