import { Unobserved } from "../../../core/observed.ts";
import type { Engine, Family, Server } from "./engine.ts";

/** What the value of one parameter must be; `wanted` completes "must …". */
export interface Requirement {
	readonly parameter: string;
	readonly wanted: string;
	readonly accepts: (value: string) => boolean;
}

/** What a rule asks of a server: requirements, or the reason why the question does not arise. */
export type Question = (engine: Engine, server: Server) => readonly Requirement[] | string;

/** 1, on, true and yes, in any case. */
export const isOn = (value: string): boolean => /^(1|on|true|yes)$/i.test(value.trim());

/** 0, off, false and no, in any case. */
export const isOff = (value: string): boolean => /^(0|off|false|no)$/i.test(value.trim());

/** The items of a comma-separated list, lower case. */
export const items = (value: string): string[] =>
	value
		.toLowerCase()
		.split(",")
		.map((item) => item.trim())
		.filter((item) => item !== "");

export const on = (parameter: string): Requirement => ({ parameter, wanted: "be on", accepts: isOn });

export const off = (parameter: string): Requirement => ({ parameter, wanted: "be off", accepts: isOff });

/** One of the values, in any case. */
export const oneOf = (parameter: string, ...values: readonly string[]): Requirement => ({
	parameter,
	wanted: values.length === 1 ? `be ${values[0]}` : `be one of ${values.join(", ")}`,
	accepts: (value) => values.some((allowed) => allowed.toLowerCase() === value.trim().toLowerCase()),
});

/** A comma-separated list that contains the item. */
export const listing = (parameter: string, item: string): Requirement => ({
	parameter,
	wanted: `contain ${item}`,
	accepts: (value) => items(value).includes(item.toLowerCase()),
});

/** A whole number within inclusive bounds. */
export const between = (parameter: string, minimum: number, maximum: number, unit: string): Requirement => ({
	parameter,
	wanted:
		minimum === maximum
			? `be ${minimum} ${unit}`
			: maximum === Number.POSITIVE_INFINITY
				? `be at least ${minimum} ${unit}`
				: `be from ${minimum} to ${maximum} ${unit}`,
	accepts: (value) => {
		if (!/^-?\d+$/.test(value.trim())) throw new Unobserved(`${parameter} = "${value}" is not a whole number.`);
		return Number(value) >= minimum && Number(value) <= maximum;
	},
});

const products: Readonly<Record<Family, string>> = {
	postgres: "PostgreSQL",
	mysql: "MySQL",
	mariadb: "MariaDB",
	sqlserver: "SQL Server",
	oracle: "Oracle",
	db2: "Db2",
};

/** Asks only servers of these families. */
export const only =
	(families: readonly Family[], question: Question): Question =>
	(engine, server) =>
		engine.family && families.includes(engine.family)
			? question(engine, server)
			: `it runs ${engine.name}, and the rule is about ${families.map((family) => products[family]).join(" and ")}`;
