import * as z from "zod";
import type { RuleParameter, RuleParameters } from "../core/parameters.ts";
import type { AnyRule } from "../core/rule.ts";
import { type Severity, severities } from "../core/severity.ts";
import { policyPrefix } from "../policies/rule-id.ts";
import { suggestion } from "./suggestion.ts";

/** What the configuration says about rules, resolved against the catalogue. */
export interface RuleSettings {
	readonly enabled: readonly string[];
	readonly disabled: readonly string[];
	readonly severities: Readonly<Record<string, Severity>>;
	/** Rule id to parameter values. */
	readonly parameters: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Nothing set. */
export const noRuleSettings: RuleSettings = { enabled: [], disabled: [], severities: {}, parameters: {} };

/** A schema that knows every rule and its parameters, so that a typo is an error with its path and not a setting without effect. */
export async function ruleSettingsSchema() {
	const { rules } = await import("../rules/index.ts");
	return settingsSchemaFor(rules as readonly AnyRule[]);
}

/** The schema for a given catalogue. */
export function settingsSchemaFor(rules: readonly AnyRule[]) {
	const byId = new Map(rules.map((rule) => [rule.id, rule]));
	const shared = sharedParameters(rules);
	return z
		.strictObject({ parameters: z.record(z.string(), z.unknown()), rules: z.record(z.string(), z.unknown()) })
		.transform((input, context): RuleSettings => {
			const enabled: string[] = [];
			const disabled: string[] = [];
			const chosen: Record<string, Severity> = {};
			const parameters: Record<string, Record<string, unknown>> = {};
			const report = (path: PropertyKey[], message: string) => context.addIssue({ code: "custom", path, message });
			const check = <T>(schema: z.ZodType<T>, value: unknown, path: PropertyKey[]): T | undefined => {
				const result = schema.safeParse(value);
				if (result.success) return result.data;
				for (const issue of result.error.issues) report([...path, ...issue.path], issue.message);
				return undefined;
			};
			for (const [name, value] of Object.entries(input.parameters)) {
				const users = shared.get(name);
				if (!users) report(["parameters", name], `no rule has a parameter of this name${suggestion(name, [...shared.keys()])}`);
				for (const rule of users ?? []) {
					const parameter = rule.parameters[name] as RuleParameter;
					const checked = check(parameterSchema(parameter), value, ["parameters", name]);
					if (checked === undefined) break;
					parameters[rule.id] = { ...parameters[rule.id], [name]: checked };
				}
			}
			for (const [id, value] of Object.entries(input.rules)) {
				// Rules of policies have no parameters, and are known when the bundles are.
				const rule = id.startsWith(policyPrefix) ? { parameters: {} } : byId.get(id);
				if (!rule) {
					report(["rules", id], `there is no such rule${suggestion(id, [...byId.keys()])}`);
					continue;
				}
				const settings = check(ruleSchema(rule.parameters), value, ["rules", id]);
				if (settings?.enabled === true) enabled.push(id);
				if (settings?.enabled === false) disabled.push(id);
				if (settings?.severity) chosen[id] = settings.severity;
				if (settings?.parameters) parameters[id] = { ...parameters[id], ...settings.parameters };
			}
			return { enabled, disabled, severities: chosen, parameters };
		});
}

/** The rules with the severities that the configuration sets. */
export const withSeverities = (rules: readonly AnyRule[], settings: RuleSettings): AnyRule[] =>
	rules.map((rule) => {
		const severity = settings.severities[rule.id];
		return severity ? { ...rule, severity } : rule;
	});

const ruleSchema = (parameters: RuleParameters) =>
	z.strictObject({
		enabled: z.boolean().optional(),
		severity: z.enum(severities).optional(),
		parameters: z
			.strictObject(
				Object.fromEntries(Object.entries(parameters).map(([name, parameter]) => [name, parameterSchema(parameter).optional()])),
			)
			.optional(),
	});

function parameterSchema(parameter: RuleParameter): z.ZodType {
	switch (parameter.type) {
		case "integer":
			return z.int().min(parameter.minimum).max(parameter.maximum);
		case "integers":
			return z.array(z.int().min(parameter.minimum).max(parameter.maximum));
		case "strings":
			return z.array(parameter.allowed ? z.enum(parameter.allowed) : z.string());
		case "string":
			return parameter.allowed ? z.enum(parameter.allowed) : z.string();
		case "boolean":
			return z.boolean();
	}
}

function sharedParameters(rules: readonly AnyRule[]): Map<string, AnyRule[]> {
	const users = new Map<string, AnyRule[]>();
	for (const rule of rules) for (const name of Object.keys(rule.parameters)) users.set(name, [...(users.get(name) ?? []), rule]);
	return users;
}
