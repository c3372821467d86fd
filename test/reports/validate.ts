import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { fullFormats } from "ajv-formats/dist/formats.js";

/** What is wrong with the value by one of the schemas of this directory; empty when nothing is. */
export const violations = (schema: "ocsf-compliance-finding" | "sarif" | "asff", value: unknown): string[] =>
	violationsOf(JSON.parse(readFileSync(new URL(`schemas/${schema}.json`, import.meta.url), "utf8")), value);

/** What is wrong with the value by a schema of draft 2020-12. */
export function violationsOf(schema: object, value: unknown): string[] {
	const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictRequired: false, formats: fullFormats as never });
	const validate = ajv.compile(schema);
	validate(value);
	return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}
