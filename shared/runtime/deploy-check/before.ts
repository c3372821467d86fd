import { ConfigError } from "../../core/errors.ts";
import type { Scope } from "../../core/scope.ts";
import { counted } from "../../reports/text.ts";
import type { Http } from "../../sinks/http.ts";
import { type DeploymentInput, readDeployment } from "../app/deployment.ts";
import { type Check, failed, ok, warning } from "./check.ts";
import { checkMembers } from "./members.ts";
import type { OpenAccess } from "./open.ts";
import { checkConcurrency } from "./quotas.ts";
import { checkRights } from "./rights.ts";
import { checkSurroundings } from "./surroundings.ts";
import { checkTargets } from "./targets.ts";

/** What the checks before a deploy need beside the way to AWS. */
export interface BeforeParts {
	/** Configuration file; absent: the one of this directory. */
	readonly config?: string | undefined;
	readonly environment: Readonly<Record<string, string | undefined>>;
	readonly http: Http;
	/** The stage is deployed already. */
	readonly deployed: boolean;
}

/** The configuration, and whether functions can work with it. Every mistake is among the items. */
export async function checkConfiguration(
	config: string | undefined,
	environment: BeforeParts["environment"],
): Promise<{ check: Check; input?: DeploymentInput }> {
	const name = "configuration";
	try {
		const input = await readDeployment(".", config, environment);
		const { alerts, access, deploy } = input.config.document;
		const targets = Object.keys(alerts?.targets ?? {}).length;
		const scanned = access.organization
			? "the organization"
			: access.roles.length > 0
				? counted(access.roles.length, "account")
				: "one account";
		return {
			input,
			check: ok(name, `${input.path}: ${scanned}, ${deploy.schedule ?? "rate(12 hours)"}, ${counted(targets, "target")} of alerts.`),
		};
	} catch (error) {
		if (!(error instanceof ConfigError)) throw error;
		return { check: failed(name, error.message, "Correct it; docs/deploy.md has one to begin with.", error.problems) };
	}
}

/** Everything that can be known before a deploy. What a deployment that is there already shows better is left to the checks after it. */
export async function checkBefore(access: OpenAccess, { config, environment, http, deployed }: BeforeParts): Promise<Check[]> {
	const identity = ok("credentials", `${access.arn}, account ${access.account}, region ${access.region}.`);
	access.progress("reading the configuration");
	const { check, input } = await checkConfiguration(config, environment);
	const checks = [check, identity, ...checkStage(access.stage)];
	access.progress("asking for rights and quotas");
	checks.push(await checkRights(access, access.arn));
	if (!input) return checks;
	const { document } = input.config;
	checks.push(await checkConcurrency(access, document, deployed));
	checks.push(...(await checkMembers(access, document)));
	const sources = { environment, base: ".", aws: { caller: async (scope: Scope) => access.caller(scope) } };
	checks.push(...(await checkTargets(access, document.alerts?.targets ?? {}, document.deploy, sources, http)));
	checks.push(...(await checkSurroundings(access, document.deploy)));
	return checks;
}

/** A stage is part of the names of buckets. */
function checkStage(stage: string): Check[] {
	if (!/^[a-z][a-z0-9-]{0,15}$/.test(stage))
		return [
			failed(
				"stage",
				`"${stage}" cannot be part of the names of buckets.`,
				"Use at most 16 lower-case letters, digits and hyphens: --stage prod.",
			),
		];
	return stage === "prod"
		? []
		: [
				warning(
					"stage",
					`Of the stage ${stage} the evidence is deleted with the stack; only that of prod is kept.`,
					"Deploy what counts as --stage prod.",
				),
			];
}
