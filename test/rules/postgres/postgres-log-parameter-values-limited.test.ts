import { postgresLogParameterValuesLimited } from "../../../shared/rules/postgres/postgres-log-parameter-values-limited.ts";
import { changed } from "../../support/compliant/database.ts";
import { testRule } from "../../support/rule-table.ts";

testRule(postgresLogParameterValuesLimited, {
	pass: [
		{ name: "none" },
		{ name: "as many as allowed", with: changed({ log_parameter_max_length: "64" }), parameters: { maximumBytes: 64 } },
	],
	fail: [
		{ name: "whole values", with: changed({ log_parameter_max_length: "-1" }), says: "log_parameter_max_length" },
		{ name: "values of errors", with: changed({ log_parameter_max_length_on_error: "1" }), says: "on_error" },
		{ name: "one too many", with: changed({ log_parameter_max_length: "65" }), parameters: { maximumBytes: 64 } },
	],
	indeterminate: [
		{ name: "not shown", with: changed({ log_parameter_max_length: undefined }), says: "does not show" },
		{ name: "no number", with: changed({ log_parameter_max_length: "many" }), says: "whole number" },
	],
});
