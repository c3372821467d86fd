import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import * as z from "zod";
import { ConfigError } from "../core/errors.ts";
import { services } from "../core/kinds.ts";
import { severities } from "../core/severity.ts";
import { RemediationConfig } from "../remediations/settings.ts";
import { AlertConfig } from "./alert-settings.ts";
import { DatabaseList } from "./database-settings.ts";
import { DeployConfig } from "./deploy-settings.ts";
import { readData } from "./files.ts";
import { KubernetesConfig } from "./kubernetes-settings.ts";
import { PublishConfig } from "./publish-settings.ts";
import { type RuleSettings, ruleSettingsSchema } from "./rule-settings.ts";
import { SuppressionList } from "./suppression-schema.ts";
import { validate } from "./validate.ts";

const AccountId = z.string().regex(/^\d{12}$/, "must be a 12-digit account id");
const RoleArn = z.string().regex(/^arn:[^:]+:iam::\d{12}:role\/.+$/, "must be the ARN of an IAM role");
const Region = z.string().regex(/^[a-z]{2,4}(-[a-z]+)+-\d$/, "must be a region such as eu-west-1");

const Config = z.strictObject({
	/** Profile of the AWS configuration files. */
	profile: z.string().optional(),
	regions: z.array(Region).min(1).optional(),
	allRegions: z.boolean().optional(),
	/** Roles to assume, one account each. */
	accounts: z.array(z.strictObject({ roleArn: RoleArn, externalId: z.string().min(2).optional() })).optional(),
	/** Every active account of the AWS organization, through a role of this name in each. */
	organization: z
		.strictObject({ roleName: z.string().min(1), externalId: z.string().min(2).optional(), exclude: z.array(AccountId).optional() })
		.optional(),
	/** Databases to read from within, beside AWS. */
	databases: DatabaseList.optional(),
	/** Kubernetes clusters to read from within, beside AWS. */
	kubernetes: KubernetesConfig.optional(),
	services: z.array(z.enum(services)).optional(),
	frameworks: z.array(z.string()).optional(),
	severity: z.enum(severities).optional(),
	failOn: z.enum([...severities, "none"]).optional(),
	allowIncomplete: z.boolean().optional(),
	concurrency: z.int().min(1).max(256).optional(),
	outputDir: z.string().optional(),
	/** Ask CloudWatch how much instances are used; AWS charges for it by the metric. Default: true. */
	utilization: z.boolean().optional(),
	/** Read a sample of database log events for `log-group-no-secrets`. */
	inspectLogEvents: z.boolean().optional(),
	/** A file, relative to the configuration, or the list itself. */
	suppressions: z.union([z.string(), SuppressionList]).optional(),
	/** Policies in Rego: bundles, relative to the configuration, unless --policy names others; and whether Parapet's own run (default: true). */
	policies: z.strictObject({ paths: z.array(z.string().min(1)).optional(), shipped: z.boolean().optional() }).optional(),
	/** Where alerts go, for `parapet alert` and `parapet scan --alert`. */
	alerts: AlertConfig.optional(),
	/** Where whole, live scans are published. */
	publish: PublishConfig.optional(),
	/** The serverless application, for `sst deploy`. */
	deploy: DeployConfig.optional(),
	/** What may be repaired, where, and how far by itself. */
	remediation: RemediationConfig.optional(),
	/** Values for every rule that declares a parameter of that name. */
	parameters: z.record(z.string(), z.unknown()).optional(),
	/** Settings of single rules. */
	rules: z.record(z.string(), z.unknown()).optional(),
});

/** The configuration file, validated; rule settings are checked against the catalogue. */
export interface Config extends Omit<z.infer<typeof Config>, "parameters" | "rules"> {
	readonly rules: RuleSettings;
	/** Where it was read from; absent when there is no file. */
	readonly path?: string;
}

/** File names that are looked for in the working directory, in this order. */
export const configFiles = ["parapet.config.ts", "parapet.config.mjs", "parapet.config.json", "parapet.config.yaml", "parapet.config.yml"];

/** Reads and validates a configuration file (`.json`, `.yaml`, `.ts`, `.mjs`); a `ConfigError` lists every mistake with its path. */
export async function readConfig(path: string): Promise<Config> {
	const data = /\.[mc]?[jt]s$/.test(path) ? await importConfig(path) : await readData(path);
	return parseConfig(data, path);
}

/** Validates configuration data; `source` names it in errors. */
export async function parseConfig(data: unknown, source: string): Promise<Config> {
	const { parameters, rules, ...config } = validate(Config, data, source);
	const settings = await ruleSettingsSchema();
	return { ...config, rules: validate(settings, { parameters: parameters ?? {}, rules: rules ?? {} }, source), path: source };
}

async function importConfig(path: string): Promise<unknown> {
	try {
		const module = await import(pathToFileURL(resolve(path)).href);
		return module.default;
	} catch (cause) {
		throw new ConfigError(`Cannot load ${path}: ${(cause as Error).message}`, { cause });
	}
}
