import { isSince } from "./engine.ts";
import { between, isOn, items, off, on, oneOf, only, type Question } from "./requirement.ts";

const postgres = (question: Question): Question => only(["postgres"], question);

/** Connections are logged. PostgreSQL 18 takes a list of aspects: `all`, or at least authentication and authorization; a switch still works. */
export const logConnections = postgres((engine) =>
	isSince(engine, 18)
		? [
				{
					parameter: "log_connections",
					wanted: "be all, or contain authentication and authorization",
					accepts: (value) =>
						isOn(value) ||
						items(value).includes("all") ||
						["authentication", "authorization"].every((aspect) => items(value).includes(aspect)),
				},
			]
		: [on("log_connections")],
);

export const logDisconnections = postgres(() => [on("log_disconnections")]);

export const logReplicationCommands = postgres(() => [on("log_replication_commands")]);

export const logHostnameOff = postgres(() => [off("log_hostname")]);

export const logErrorVerbosity = postgres(() => [oneOf("log_error_verbosity", "default", "verbose")]);

export const logStatement = (allowed: readonly string[]): Question => postgres(() => [oneOf("log_statement", ...allowed)]);

export const logMinDuration = (maximumMilliseconds: number): Question =>
	postgres(() => [between("log_min_duration_statement", 0, maximumMilliseconds, "milliseconds")]);

export const logRetention = (minimumMinutes: number): Question =>
	postgres(() => [between("rds.log_retention_period", minimumMinutes, Number.POSITIVE_INFINITY, "minutes")]);

/** Bind values in the log are cut after so many bytes, both with statements and with errors. */
export const logParameterValues = (maximumBytes: number): Question =>
	postgres((engine) =>
		isSince(engine, 13)
			? [
					between("log_parameter_max_length", 0, maximumBytes, "bytes"),
					between("log_parameter_max_length_on_error", 0, maximumBytes, "bytes"),
				]
			: "PostgreSQL can limit logged bind values from 13 on",
	);

/** What a log line can carry, and the escapes that write it. */
export const linePrefixFacts: Readonly<Record<string, string>> = {
	time: "tmn",
	user: "u",
	database: "d",
	host: "hr",
	process: "p",
};

/** Every log line says when, who, on which database, from where and in which process. */
export const logLinePrefix = (facts: readonly string[]): Question =>
	postgres(() => [
		{
			parameter: "log_line_prefix",
			wanted: `carry ${facts.join(", ")}`,
			accepts: (value) => {
				const escapes = [...value.matchAll(/%(?:-?\d+)?([a-zA-Z%])/g)].map((match) => match[1] ?? "");
				return facts.every((fact) => escapes.some((letter) => linePrefixFacts[fact]?.includes(letter)));
			},
		},
	]);
