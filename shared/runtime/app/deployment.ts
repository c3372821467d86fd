import { access } from "node:fs/promises";
import { join, resolve } from "node:path";
import { ConfigError } from "../../core/errors.ts";
import { type Config, configFiles, readConfig } from "../config.ts";
import { type ResolvedConfig, resolveConfig } from "./resolved-config.ts";

/** What a deployment is made from. */
export interface DeploymentInput {
	readonly config: ResolvedConfig;
	/** The file it was read from. */
	readonly path: string;
}

/**
 * Reads the configuration file for a deployment: `file`, or the one in the folder `root`. A `ConfigError` lists with their paths what is no configuration,
 * what a function cannot use, and what would leave the deployment without use or open.
 */
export async function readDeployment(
	root: string,
	file?: string,
	environment: Readonly<Record<string, string | undefined>> = {},
): Promise<DeploymentInput> {
	const path = file === undefined ? await configurationIn(root) : resolve(root, file);
	const config = await readConfig(path);
	const problems = deploymentProblems(config);
	if (problems.length > 0) throw new ConfigError(`${path} does not make a deployment:`, { problems });
	return { config: await resolveConfig(config, { environment }), path };
}

async function configurationIn(root: string): Promise<string> {
	for (const name of configFiles) {
		const path = join(root, name);
		const found = await access(path).then(
			() => true,
			() => false,
		);
		if (found) return path;
	}
	throw new ConfigError(`There is no configuration in ${root}: write ${configFiles[0]} (docs/deploy.md has one to begin with).`);
}

/** What a scan by hand may do without and a deployment may not, one sentence each with its path. */
export function deploymentProblems({ accounts = [], organization, alerts, deploy = {} }: Config): string[] {
	const problems: string[] = [];
	const external = "must be there: without it anybody who may have roles assumed by this account could have it read yours";
	for (const [index, { externalId }] of accounts.entries())
		if (externalId === undefined) problems.push(`accounts[${index}].externalId: ${external}`);
	if (organization && organization.externalId === undefined) problems.push(`organization.externalId: ${external}`);
	if (organization && deploy.events !== false && deploy.organizationId === undefined)
		problems.push("deploy.organizationId: must be there, so that its accounts alone send events; or set deploy.events to false");
	if (alerts === undefined && !deploy.emails?.length && !deploy.securityHub && !deploy.securityLake)
		problems.push("alerts: nobody would be told of anything; name targets in alerts.targets, or people in deploy.emails");
	if (deploy.slackActions && !Object.values(alerts?.targets ?? {}).some((target) => target.type === "slack" && target.token))
		problems.push("deploy.slackActions: its buttons need a target of type slack with a bot's token; incoming webhooks cannot have any");
	return problems;
}
