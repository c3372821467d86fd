import { access } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { ConfigError } from "../core/errors.ts";
import type { Source } from "../core/kinds.ts";
import type { RuleSelection } from "../core/select.ts";
import type { Severity } from "../core/severity.ts";
import type { Suppression } from "../core/suppression.ts";
import { policyPrefix } from "../policies/rule-id.ts";
import type { FormatName } from "../reports/index.ts";
import { rules as catalogue } from "../rules/index.ts";
import { type AlertSettings, alertSettings } from "./alert-settings.ts";
import { type Config, configFiles, readConfig } from "./config.ts";
import { asksForAws, configuredDatabases, type DatabaseFlags, type DatabaseSettings, databaseSettings } from "./database-settings.ts";
import { configuredClusters, type KubernetesFlags, type KubernetesSettings, kubernetesSettings } from "./kubernetes-settings.ts";
import type { PolicySettings } from "./policies.ts";
import { type PublishFlags, type PublishSettings, publishSettings } from "./publish-settings.ts";
import { noRuleSettings, type RuleSettings } from "./rule-settings.ts";
import { suggestion } from "./suggestion.ts";
import { readSuppressions } from "./suppression-file.ts";

/** Command-line values that settings are made from; they win over the configuration file. */
export interface ScanFlags extends DatabaseFlags, KubernetesFlags, PublishFlags {
	readonly profile?: string;
	readonly region?: readonly string[];
	readonly "all-regions"?: boolean;
	readonly "role-arn"?: readonly string[];
	readonly "external-id"?: string;
	readonly organization?: boolean;
	readonly service?: readonly string[];
	readonly rule?: readonly string[];
	readonly framework?: readonly string[];
	readonly severity?: string;
	readonly config?: string;
	readonly suppressions?: string;
	readonly format?: readonly string[];
	readonly "output-dir"?: string;
	readonly "fail-on"?: string;
	readonly "allow-incomplete"?: boolean;
	readonly policy?: readonly string[];
	readonly concurrency?: string;
}

/** A role to assume, with the ExternalId that its trust policy asks for. */
export interface RoleAccess {
	readonly roleArn: string;
	readonly externalId?: string | undefined;
}

/** Whose databases are read, and how. */
export interface AccessSettings {
	readonly profile?: string | undefined;
	readonly regions?: readonly string[] | undefined;
	readonly allRegions: boolean;
	readonly roles: readonly RoleAccess[];
	/** The role of each member account, when the whole organization is scanned. */
	readonly organization?:
		| { readonly roleName: string; readonly externalId?: string | undefined; readonly exclude: readonly string[] }
		| undefined;
	readonly concurrency: number;
	readonly inspectLogEvents: boolean;
	readonly utilization: boolean;
}

/** Everything that a scan is told, from flags and configuration file. */
export interface ScanSettings {
	/** What is read: AWS unless only databases or clusters are named. */
	readonly sources: ReadonlySet<Source>;
	/** Databases or clusters are named on the command line. */
	readonly named: boolean;
	readonly databases?: DatabaseSettings | undefined;
	readonly kubernetes?: KubernetesSettings | undefined;
	readonly access: AccessSettings;
	readonly selection: RuleSelection;
	readonly rules: RuleSettings;
	readonly suppressions: readonly Suppression[];
	readonly policies: PolicySettings;
	/** Where alerts go; absent when the configuration does not say. */
	readonly alerts?: AlertSettings | undefined;
	/** Where the snapshot is published; absent when it is not. */
	readonly publish?: PublishSettings | undefined;
	/** For standard output. */
	readonly formats: readonly FormatName[];
	readonly outputDir?: string | undefined;
	readonly failOn: Severity | "none";
	readonly allowIncomplete: boolean;
}

const defaultConcurrency = 32;

/** Rules that ask CloudWatch metrics, which cost money. */
const utilizationRules = ["rds-instance-not-idle", "rds-instance-not-overutilized"];

/** Settings from flags over the configuration file over defaults. A `ConfigError` says what is wrong and where. */
export const scanSettings = async (flags: ScanFlags): Promise<ScanSettings> => settingsFrom(flags, await findConfig(flags.config));

/** Settings from flags over a configuration that was read. */
export async function settingsFrom(flags: ScanFlags, config: Config): Promise<ScanSettings> {
	checkRules(flags.rule ?? []);
	const suppressions = flags.suppressions ?? config.suppressions;
	const base = config.path ? dirname(config.path) : ".";
	const inspectLogEvents = config.inspectLogEvents ?? false;
	const utilization = config.utilization ?? true;
	const named = { databases: databaseSettings(flags), kubernetes: kubernetesSettings(flags) };
	// What the command line names is read alone: the file's own databases and clusters then do not count.
	const alone = named.databases !== undefined || named.kubernetes !== undefined;
	const databases = alone ? named.databases : config.databases && configuredDatabases(config.databases, config.path ?? "", base);
	const kubernetes = alone ? named.kubernetes : config.kubernetes && configuredClusters(config.kubernetes, base);
	return {
		sources: new Set<Source>([
			...(!alone || asksForAws(flags) ? (["aws"] as const) : []),
			...(databases === undefined ? [] : (["databases"] as const)),
			...(kubernetes === undefined ? [] : (["kubernetes"] as const)),
		]),
		named: alone,
		databases,
		kubernetes,
		access: { ...accessSettings(flags, config), inspectLogEvents, utilization },
		selection: {
			services: flags.service ?? config.services,
			rules: flags.rule,
			frameworks: flags.framework ?? config.frameworks,
			severity: (flags.severity as Severity | undefined) ?? config.severity,
			enabled: inspectLogEvents ? ["log-group-no-secrets"] : [],
		},
		rules: utilization ? config.rules : { ...config.rules, disabled: [...config.rules.disabled, ...utilizationRules] },
		suppressions:
			typeof suppressions === "string"
				? await readSuppressions(flags.suppressions ? suppressions : resolve(base, suppressions))
				: (suppressions ?? []),
		policies: policySettings(flags, config, base),
		publish: publishSettings(flags, config.publish),
		alerts: config.alerts && alertSettings(config.alerts, config.path ?? "", flags.profile ?? config.profile),
		formats: (flags.format as FormatName[] | undefined) ?? ["table"],
		outputDir: flags["output-dir"] ?? config.outputDir,
		failOn: (flags["fail-on"] as Severity | "none" | undefined) ?? config.failOn ?? "low",
		allowIncomplete: flags["allow-incomplete"] ?? config.allowIncomplete ?? false,
	};
}

/** Parapet's own policies ask much of what its rules ask, so that they run when they are asked for: `--policy shipped`, the configuration, or the name of one. */
function policySettings(flags: ScanFlags, config: Config, base: string): ScanSettings["policies"] {
	const configured = config.policies?.paths?.map((path) => (path.startsWith("s3://") ? path : resolve(base, path)));
	const named = flags.rule?.some((id) => id.startsWith(`${policyPrefix}parapet.`)) ?? false;
	return {
		paths: flags.policy?.filter((path) => path !== shippedPolicies) ?? configured ?? [],
		shipped: named || flags.policy?.includes(shippedPolicies) || config.policies?.shipped === true,
	};
}

/** What `--policy` takes for Parapet's own policies. */
const shippedPolicies = "shipped";

function accessSettings(flags: ScanFlags, config: Config): Omit<AccessSettings, "inspectLogEvents" | "utilization"> {
	const externalId = flags["external-id"];
	const organization = flags.organization || (config.organization && !flags["role-arn"]) ? organizationSettings(flags, config) : undefined;
	if (flags.region && flags["all-regions"]) throw new ConfigError("--region and --all-regions exclude each other.");
	return {
		profile: flags.profile ?? config.profile,
		regions: flags["all-regions"] ? undefined : (flags.region ?? config.regions),
		allRegions: flags["all-regions"] ?? (flags.region === undefined && config.allRegions === true),
		roles: organization ? [] : (flags["role-arn"]?.map((roleArn) => ({ roleArn, externalId })) ?? config.accounts ?? []),
		organization,
		concurrency: flags.concurrency === undefined ? (config.concurrency ?? defaultConcurrency) : parseConcurrency(flags.concurrency),
	};
}

function organizationSettings(flags: ScanFlags, config: Config): AccessSettings["organization"] {
	const [named, surplus] = flags["role-arn"] ?? [];
	if (surplus) throw new ConfigError("--organization takes one --role-arn: the role's name, the same in every account.");
	const roleName = named ?? config.organization?.roleName;
	if (!roleName)
		throw new ConfigError(
			"--organization needs the role to assume in each account: --role-arn NAME (parapet permissions prints the policy for it).",
		);
	const { externalId, exclude = [] } = config.organization ?? {};
	return { roleName, externalId: flags["external-id"] ?? externalId, exclude };
}

function parseConcurrency(text: string): number {
	const value = Number(text);
	if (!Number.isInteger(value) || value < 1 || value > 256)
		throw new ConfigError(`--concurrency must be a whole number from 1 to 256, not "${text}".`);
	return value;
}

function checkRules(ids: readonly string[]): void {
	const known = catalogue.map((rule) => rule.id as string);
	// Those of policies are known when the bundles are.
	const problems = ids.filter((id) => !id.startsWith(policyPrefix) && !known.includes(id)).map((id) => `"${id}"${suggestion(id, known)}`);
	if (problems.length > 0) throw new ConfigError("There is no such rule (the ids are in: parapet rules list):", { problems });
}

/** The named configuration file, or the one of this directory; without a path when there is none. */
export async function findConfig(named: string | undefined): Promise<Config> {
	if (named) return readConfig(named);
	for (const path of configFiles) {
		if (
			await access(path).then(
				() => true,
				() => false,
			)
		)
			return readConfig(path);
	}
	return { rules: noRuleSettings };
}
