import { grants as assessChange } from "../shared/runtime/app/assess-change.permissions.ts";
import { grants as checkHealth } from "../shared/runtime/app/check-health.permissions.ts";
import { grants as finishRun } from "../shared/runtime/app/finish-run.permissions.ts";
import type { Grant } from "../shared/runtime/app/grants.ts";
import { grants as notify } from "../shared/runtime/app/notify.permissions.ts";
import { grants as planScan } from "../shared/runtime/app/plan-scan.permissions.ts";
import { grants as publishSnapshot } from "../shared/runtime/app/publish-snapshot.permissions.ts";
import { grants as remediate } from "../shared/runtime/app/remediate.permissions.ts";
import { grants as rotateSecret } from "../shared/runtime/app/rotate-secret.permissions.ts";
import { grants as scanInside } from "../shared/runtime/app/scan-inside.permissions.ts";
import { grants as scanScope } from "../shared/runtime/app/scan-scope.permissions.ts";
import { grants as slackActions } from "../shared/runtime/app/slack-actions.permissions.ts";
import { grants as syncFindings } from "../shared/runtime/app/sync-findings.permissions.ts";
import { type FunctionName, functionNames, type QueueName } from "./names.ts";

/** How a function is run. */
export interface FunctionFacts {
	readonly description: string;
	readonly grants: readonly Grant[];
	/** Megabytes; the CPU grows with it. */
	readonly memory: number;
	/** Seconds. */
	readonly timeout: number;
	/** At most this many at a time; `map`: as many as scopes are scanned at a time; `inside`: no more of them than there are clusters and databases. */
	readonly reserved: number | "map" | "inside";
	/** `machine`: by Step Functions, which waits; `schedule`: without anybody waiting; `url`: over HTTPS; `secretsManager`: for each step of a rotation. */
	readonly calledBy: "machine" | "schedule" | "url" | "secretsManager" | QueueName;
	/** It judges, so that it runs policies when there are some. */
	readonly judges?: true;
	/** It connects to clusters and databases, so that it runs in the VPC when there is one. */
	readonly inVpc?: true;
}

/** All functions. */
export const functionTable: Readonly<Record<FunctionName, FunctionFacts>> = {
	"plan-scan": {
		description: "Finds the accounts and regions of a run, and writes down what is to be scanned",
		grants: planScan,
		// 2,000 accounts with their clients take 390 MB.
		memory: 1024,
		timeout: 300,
		reserved: 2,
		calledBy: "machine",
	},
	"scan-scope": {
		description: "Reads what AWS shows of one region of one account",
		grants: scanScope,
		memory: 1769,
		timeout: 900,
		reserved: "map",
		calledBy: "machine",
	},
	"scan-inside": {
		description: "Reads what the clusters and databases of a region show from inside",
		grants: scanInside,
		memory: 1769,
		timeout: 900,
		reserved: "inside",
		calledBy: "machine",
		inVpc: true,
	},
	"publish-snapshot": {
		description: "Judges what was read of a scope, and publishes it with what changed",
		grants: publishSnapshot,
		memory: 1769,
		timeout: 600,
		reserved: "map",
		calledBy: "machine",
		judges: true,
	},
	"finish-run": {
		description: "Sums up a run",
		grants: finishRun,
		// The results of 36,000 scopes are 60 MB of JSON, and 480 MB in memory.
		memory: 1024,
		timeout: 300,
		reserved: 2,
		calledBy: "machine",
	},
	notify: {
		description: "Sends alerts to Slack, SNS and the other targets",
		grants: notify,
		memory: 512,
		timeout: 300,
		// A lease decides which of them sends; the other one finds that there is nothing to do.
		reserved: 2,
		calledBy: "notify",
	},
	"assess-change": {
		description: "Looks again at what an event says has changed",
		grants: assessChange,
		memory: 1769,
		timeout: 300,
		reserved: 20,
		calledBy: "changes",
		judges: true,
	},
	"sync-findings": {
		description: "Tells Security Hub and Security Lake about findings",
		grants: syncFindings,
		memory: 1024,
		timeout: 300,
		reserved: 2,
		calledBy: "sync",
	},
	"slack-actions": {
		description: "Acknowledges and suppresses from Slack",
		grants: slackActions,
		memory: 512,
		timeout: 10,
		// Anybody may call the address; what bears no signature of Slack ends at once, and this bounds how often.
		reserved: 5,
		calledBy: "url",
	},
	"check-health": {
		description: "Measures how old the last complete scans are, and what waits",
		grants: checkHealth,
		memory: 512,
		timeout: 120,
		reserved: 1,
		calledBy: "schedule",
	},
	"rotate-secret": {
		description: "Changes the password of a database user, one step after the other",
		grants: rotateSecret,
		memory: 512,
		timeout: 120,
		reserved: 5,
		calledBy: "secretsManager",
		inVpc: true,
	},
	remediate: {
		description: "Plans repairs, and makes those that the configuration and people allow",
		grants: remediate,
		memory: 1024,
		timeout: 300,
		// Leases and budgets are conditional writes: more of them would only wait for one another.
		reserved: 4,
		calledBy: "repairs",
	},
};

/** What of the configuration decides which functions there are, and how many of each at a time. */
export interface FunctionChoice {
	readonly concurrency: number;
	readonly slackActions: boolean;
	/** Security Hub or Security Lake. */
	readonly sync: boolean;
	readonly rotation?: boolean | undefined;
	readonly remediation?: boolean | undefined;
	/** Clusters and databases that are read from inside. */
	readonly inside: number;
}

/** The functions of a deployment. */
export const functionsOf = ({ slackActions, sync, inside, rotation, remediation }: FunctionChoice): FunctionName[] =>
	functionNames.filter(
		(name) =>
			(name !== "slack-actions" || slackActions) &&
			(name !== "rotate-secret" || rotation === true) &&
			(name !== "remediate" || remediation === true) &&
			(name !== "sync-findings" || sync) &&
			(name !== "scan-inside" || inside > 0),
	);

/** Executions at a time that are set aside for a function. */
export function reservedFor(name: FunctionName, { concurrency, inside }: Pick<FunctionChoice, "concurrency" | "inside">): number {
	const { reserved } = functionTable[name];
	if (reserved === "inside") return Math.min(concurrency, inside);
	return reserved === "map" ? concurrency : reserved;
}

/** Executions at a time that a deployment takes of the account's; Lambda wants 100 to stay unreserved. */
export const reservedConcurrency = (choice: FunctionChoice): number =>
	functionsOf(choice).reduce((sum, name) => sum + reservedFor(name, choice), 0);

/**
 * Packages that functions never load: those that the SDK looks for credentials with elsewhere than in the environment or reads a browser's user agent with, and the
 * client of kubeconfigs, which hold logins of people (functions log into EKS with their own role).
 */
export const neverLoaded = [
	"@aws-sdk/credential-providers",
	"@aws-sdk/credential-provider-http",
	"@aws-sdk/credential-provider-ini",
	"@aws-sdk/credential-provider-login",
	"@aws-sdk/credential-provider-process",
	"@aws-sdk/credential-provider-sso",
	"@aws-sdk/credential-provider-web-identity",
	"@aws-sdk/nested-clients/*",
	"@smithy/credential-provider-imds",
	"@kubernetes/client-node/*",
	"bowser",
	"pg-native",
] as const;
