import { isRdsHost, targetArn } from "../../connect/target.ts";
import { ConfigError } from "../../core/errors.ts";
import { kindsOf } from "../../core/select.ts";
import { parseEksArn } from "../../kubernetes/eks-name.ts";
import { readBundle } from "../../policies/bundle.ts";
import type { FamilyRights } from "../../remediations/rights.ts";
import { remediationSettings } from "../../remediations/settings.ts";
import { sha256 } from "../../sinks/s3/compressed.ts";
import type { SecretPlace, TargetConfig } from "../alert-settings.ts";
import type { Config } from "../config.ts";
import type { DatabaseSettings, DatabaseWish } from "../database-settings.ts";
import type { KubernetesSettings } from "../kubernetes-settings.ts";
import { bundlesAtPath } from "../policy-store.ts";
import { preparePolicies } from "../prepare-policies.ts";
import { answerable, chosenRules } from "../scan.ts";
import { settingsFrom } from "../scan-settings.ts";
import { readText } from "../text-file.ts";
import { type AppConfig, type AppDatabase, appConfigFormat } from "./app-config.ts";

/** What a deployment stores for its functions. */
export interface ResolvedConfig {
	/** For `stateLayout.config(sha256)`, where `sha256` is that of `text`. */
	readonly document: AppConfig;
	/** The document as it is stored, byte for byte. */
	readonly text: string;
	readonly sha256: string;
	/** For `stateLayout.policies(sha256)`. */
	readonly policies: readonly { readonly sha256: string; readonly bytes: Uint8Array }[];
	/** What the roles of repairs may do in the account of the deployment, whose partition and id are `anyPlace` here. */
	readonly repairs: readonly FamilyRights[];
}

/** Stands in ARNs for the partition and the account, which a configuration does not know. */
export const anyPlace = { partition: "<partition>", account: "<account>" };

/** What resolving needs beside the file. */
export interface ResolveOptions {
	/** For policies that lie in S3: they are read now, with the credentials of the deployment, so that what was deployed is what runs. */
	readonly environment?: Readonly<Record<string, string | undefined>> | undefined;
}

/**
 * The configuration for functions: files are read into it, defaults filled in. A `ConfigError` lists everything that works on the command line but not
 * in a Lambda function, with what to use instead.
 */
export async function resolveConfig(config: Config, { environment = {} }: ResolveOptions = {}): Promise<ResolvedConfig> {
	const source = config.path ?? "The configuration";
	const problems = [...problemsOf(config)];
	if (problems.length > 0) throw new ConfigError(`${source} holds what the serverless application cannot use:`, { problems });
	const settings = await settingsFrom({}, config);
	const { profile: _, ...access } = settings.access;
	const policies = await bundlesOf(settings.policies.paths, environment);
	const prepared = await preparePolicies(settings, settings.sources, environment);
	const rules = answerable(chosenRules(settings.selection, settings.rules, prepared.further), settings.sources);
	const document: AppConfig = {
		format: appConfigFormat,
		// Without a word on regions everything that is enabled is scanned: a function's own region says nothing about where databases are.
		access: { ...access, allRegions: access.allRegions || access.regions === undefined },
		selection: settings.selection,
		kinds: [...kindsOf(rules)].sort(),
		rules: settings.rules,
		suppressions: settings.suppressions,
		policies: {
			bundles: policies.map(({ sha256: hash, source: from }) => ({ sha256: hash, source: from })),
			shipped: settings.policies.shipped,
		},
		databases: await databasesOf(settings.databases),
		kubernetes: clustersOf(settings.kubernetes),
		...(settings.alerts
			? {
					alerts: {
						targets: settings.alerts.targets,
						routes: settings.alerts.routes,
						...(settings.alerts.report === undefined ? {} : { report: settings.alerts.report }),
						environmentTags: settings.alerts.environmentTags,
						times: settings.alerts.times,
					},
				}
			: {}),
		reports: config.publish?.reports === true,
		...(config.remediation ? { remediation: remediationSettings(config.remediation) } : {}),
		deploy: config.deploy ?? {},
	};
	const text = `${JSON.stringify(document)}\n`;
	// What the functions will read, and not what JSON would leave out of it.
	return {
		document: JSON.parse(text) as AppConfig,
		text,
		sha256: sha256(Buffer.from(text)),
		policies: policies.map(({ sha256: hash, bytes }) => ({ sha256: hash, bytes })),
		repairs: await rightsIn(document),
	};
}

/** Actions are loaded only where there are repairs. */
async function rightsIn({ remediation }: AppConfig): Promise<FamilyRights[]> {
	if (!remediation) return [];
	const [{ remediations }, { rightsOf }] = await Promise.all([
		import("../../remediations/registry.ts"),
		import("../../remediations/rights.ts"),
	]);
	return rightsOf(remediations, remediation, anyPlace);
}

/** What cannot work in a function, one sentence each. */
function* problemsOf(config: Config): Generator<string> {
	if (config.profile !== undefined)
		yield "profile: functions run with roles of their own. Leave it out, and name a profile on the command line (--profile) or in AWS_PROFILE.";
	if (config.kubernetes?.kubeconfig !== undefined || config.kubernetes?.contexts !== undefined)
		yield "kubernetes: a kubeconfig holds logins of people or runs programs. Name EKS clusters by their ARN in kubernetes.clusters; the role of scan-inside, or the role that it assumes in the account of the cluster, needs an access entry on each.";
	for (const [index, name] of (config.kubernetes?.clusters ?? []).entries())
		if (parseEksArn(name) === undefined)
			yield `kubernetes.clusters[${index}]: "${name}" must be the ARN of an EKS cluster (arn:aws:eks:<region>:<account>:cluster/<name>), so that it is known where it is.`;
	for (const [index, database] of (config.databases ?? []).entries()) {
		const place = `databases[${index}]`;
		if (database.passwordFile !== undefined)
			yield `${place}.passwordFile: there are no files. Keep the password in Secrets Manager (secretArn), or log in with IAM (?auth=iam).`;
		else if (database.secretArn === undefined && !/[?&]auth=iam\b/i.test(database.url ?? ""))
			yield `${place}: there is no PGPASSWORD or MYSQL_PWD. Name its secret in Secrets Manager (secretArn), or log in with IAM (?auth=iam).`;
	}
	for (const [name, target] of Object.entries(config.alerts?.targets ?? {}))
		for (const [member, place] of secretsOf(target))
			if (!("secret" in place))
				yield `alerts.targets.${name}.${member}: ${"env" in place ? `the environment variable ${place.env} is not there` : "there are no files"}. Keep it in Secrets Manager: { secret: ARN }.`;
}

/** The members of a target that say where a secret is. */
function secretsOf(target: TargetConfig): [string, SecretPlace][] {
	return Object.entries(target).filter(
		(entry): entry is [string, SecretPlace] =>
			["token", "webhook", "url", "secret", "routingKey"].includes(entry[0]) && typeof entry[1] === "object",
	);
}

interface NamedBundle {
	readonly source: string;
	readonly sha256: string;
	readonly bytes: Uint8Array;
}

/** The bundles at the paths, each once, found sound. */
async function bundlesOf(paths: readonly string[], environment: Readonly<Record<string, string | undefined>>): Promise<NamedBundle[]> {
	const found = new Map<string, NamedBundle>();
	for (const path of new Set(paths)) {
		const bucket = path.startsWith("s3://") ? await (await import("../policy-bucket.ts")).openBucket({ environment }) : undefined;
		try {
			for (const stored of await (bucket ? bucket.bundlesAt(path) : bundlesAtPath(path))) {
				const bytes = await stored.read();
				readBundle(bytes, stored.source);
				const hash = sha256(bytes);
				// Where it lies on somebody's machine is nobody's business later on; its name is.
				const source = path.startsWith("s3://") ? stored.source : (stored.source.split(/[\\/]/).at(-1) ?? stored.source);
				if (!found.has(hash)) found.set(hash, { source, sha256: hash, bytes });
			}
		} finally {
			bucket?.close();
		}
	}
	return [...found.values()];
}

const databasesOf = (settings: DatabaseSettings | undefined): Promise<AppDatabase[]> =>
	Promise.all((settings?.wishes ?? []).map(databaseOf));

async function databaseOf({ url, secretArn, authorities, account, place }: DatabaseWish): Promise<AppDatabase> {
	const [, , , secretRegion, secretAccount] = secretArn?.split(":") ?? [];
	const hosted = url === undefined || isRdsHost(url.target.host);
	const target = url && {
		...url.target,
		...(url.target.authorities === undefined ? {} : { authorities: await readText(url.target.authorities) }),
	};
	return {
		key: url ? targetArn(url.target) : (secretArn ?? ""),
		...(target ? { url: { target } } : {}),
		...(secretArn === undefined ? {} : { secretArn }),
		...(authorities === undefined ? {} : { authorities: await readText(authorities) }),
		...(hosted && (account ?? secretAccount) ? { account: account ?? secretAccount } : {}),
		...(hosted && (url?.target.region ?? secretRegion) ? { region: url?.target.region ?? secretRegion } : {}),
		place: place.replace(/^.*: (?=databases\[)/, ""),
	};
}

const clustersOf = (settings: KubernetesSettings | undefined): AppConfig["kubernetes"] => ({
	clusters: [...new Set(settings?.clusters ?? [])],
	...(settings?.namespaces ? { namespaces: settings.namespaces } : {}),
});
