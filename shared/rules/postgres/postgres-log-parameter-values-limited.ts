import { integer } from "../../core/parameters.ts";
import { defineRule } from "../../core/rule.ts";
import { integerOf, judgeAll, judgeSetting } from "./judge/settings.ts";

export const postgresLogParameterValuesLimited = defineRule({
	id: "postgres-log-parameter-values-limited",
	title: "PostgreSQL keeps bind values out of its log",
	severity: "low",
	resource: "postgres.Server",
	risk: "Bind values carry the data itself, passwords included, into logs that more people read.",
	recommendation: "Set log_parameter_max_length = 0 and log_parameter_max_length_on_error = 0, or a small number of bytes, and reload.",
	links: ["https://www.postgresql.org/docs/current/runtime-config-logging.html"],
	related: {},
	parameters: { maximumBytes: integer(0, "Bytes of each value that may be logged.", { minimum: 0, maximum: 1000000 }) },
	evaluate(server, { parameters }) {
		const limited = (name: string) =>
			judgeSetting(
				server,
				name,
				(value) => integerOf(value, name) >= 0 && integerOf(value, name) <= parameters.maximumBytes,
				`be from 0 to ${parameters.maximumBytes} bytes`,
			);
		return judgeAll(limited("log_parameter_max_length"), limited("log_parameter_max_length_on_error"));
	},
});
