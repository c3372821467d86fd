import { GetAccountSettingsCommand } from "@aws-sdk/client-lambda";
import { GetServiceQuotaCommand } from "@aws-sdk/client-service-quotas";
import type { AppConfig } from "../app/app-config.ts";
import type { DeployConfig } from "../deploy-settings.ts";
import { type Check, type CheckAccess, failed, notAnswered, ok, warning } from "./check.ts";

/** Lambda keeps so many executions of an account unreserved: https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html. */
const unreserved = 100;

/** Executions of Lambda at a time that a deployment sets aside, `inside` for so many clusters and databases; `test/runtime/deploy-check` holds it against the stacks. */
export const reservedConcurrency = (
	{ concurrency = 40, slackActions, securityHub, securityLake, rotation }: DeployConfig,
	inside = 0,
	remediation = false,
): number =>
	2 * concurrency +
	Math.min(concurrency, inside) +
	2 +
	2 +
	2 +
	20 +
	1 +
	(slackActions ? 5 : 0) +
	(securityHub || securityLake ? 2 : 0) +
	(rotation?.enabled ? 5 : 0) +
	(remediation ? 4 : 0);

/** The quota of Service Quotas for the same number. */
const concurrentExecutions = { ServiceCode: "lambda", QuotaCode: "L-B99A9384" } as const;

/** Does what is set aside for the functions fit into the account? `deployed`: it is set aside already. */
export async function checkConcurrency(
	{ caller }: CheckAccess,
	{ deploy, databases, kubernetes, remediation }: Pick<AppConfig, "deploy" | "databases" | "kubernetes" | "remediation">,
	deployed: boolean,
): Promise<Check> {
	const name = "Lambda concurrency";
	const aws = caller();
	const needed = reservedConcurrency(deploy, databases.length + kubernetes.clusters.length, remediation !== undefined);
	const settings = await aws.call("lambda", new GetAccountSettingsCommand({}));
	if ("unread" in settings) {
		const quota = await aws.call("servicequotas", new GetServiceQuotaCommand(concurrentExecutions));
		const value = "value" in quota ? quota.value.Quota?.Value : undefined;
		if (value === undefined) return notAnswered(name, settings.unread);
		return value < needed + unreserved ? tooFew(name, needed, value) : unsureOfOthers(name, needed, value);
	}
	const { ConcurrentExecutions: limit, UnreservedConcurrentExecutions: free } = settings.value.AccountLimit ?? {};
	if (limit === undefined || free === undefined)
		return notAnswered(name, {
			service: "lambda",
			operation: "GetAccountSettings",
			cause: "malformed",
			message: "The answer lacks the limits.",
		});
	if (limit < needed + unreserved) return tooFew(name, needed, limit);
	if (!deployed && free < needed + unreserved)
		return failed(
			name,
			`${needed} executions at a time are to be set aside and ${unreserved} must stay free, but other functions of the account have set aside all but ${free} of ${limit}.`,
			`Lower deploy.concurrency, or have the quota raised: ${raise(needed + unreserved + limit - free)}`,
		);
	return ok(name, `${needed} of ${limit} executions at a time are set aside for Parapet.`);
}

const tooFew = (name: string, needed: number, limit: number): Check =>
	failed(
		name,
		`${needed} executions at a time are to be set aside and ${unreserved} must stay free, but the account has ${limit} in all.`,
		`Lower deploy.concurrency, or have the quota raised: ${raise(needed + unreserved)}`,
	);

const unsureOfOthers = (name: string, needed: number, limit: number): Check =>
	warning(
		name,
		`${needed} executions at a time are to be set aside of ${limit}; what other functions have set aside could not be asked.`,
		"Allow lambda:GetAccountSettings to whoever checks.",
	);

const raise = (value: number): string =>
	`aws service-quotas request-service-quota-increase --service-code ${concurrentExecutions.ServiceCode} --quota-code ${concurrentExecutions.QuotaCode} --desired-value ${value}`;
