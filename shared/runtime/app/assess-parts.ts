import { setTimeout as delay } from "node:timers/promises";
import type { Target } from "../../aws/accounts.ts";
import type { AwsCommand } from "../../aws/caller.ts";
import { enabledRegions } from "../../aws/enabled-regions.ts";
import type { AwsServiceName } from "../../aws/services.ts";
import { collectUnjoined } from "../../collectors/collect.ts";
import { joinCollected } from "../../collectors/join-collected.ts";
import { isGlobal } from "../../collectors/joined-kinds.ts";
import type { Scope } from "../../core/scope.ts";
import { bucketStore } from "../../sinks/outbox/bucket.ts";
import { appPolicies } from "./app-policies.ts";
import type { AssessPorts } from "./assess-change.ts";
import type { AppContext } from "./context.ts";
import { loadDecisions } from "./decisions.ts";
import { collectorsOf } from "./item-collectors.ts";
import { regionsRead } from "./item-kinds.ts";
import { judgeScope } from "./judge-scope.ts";
import { stateLayout } from "./layout.ts";
import type { Place } from "./look-again.ts";
import { openChanges } from "./open-changes.ts";
import type { App } from "./opening.ts";
import { scannedBefore } from "./plan-scan.ts";
import { publishPorts } from "./publish-ports.ts";
import { destinationOf } from "./publish-snapshot.ts";
import { wayInto } from "./way-into.ts";

/** Of the topic of the deployment, as notify knows it. */
export const findingsTarget = "findings";

/** What assess-change works with in Lambda. */
export async function assessParts(context: AppContext): Promise<AssessPorts> {
	const { environment, log, now } = context;
	const app = await openChanges(environment);
	const { config, state, evidence, connection } = app;
	const inbox = bucketStore(state, stateLayout.alerts);
	const named = Object.keys(config.alerts?.targets ?? {});
	return {
		config,
		state,
		inbox,
		targets: environment.findingsTopic === undefined || named.includes(findingsTarget) ? named : [...named, findingsTarget],
		destination: await destinationOf(evidence),
		beforePointer: publishPorts(app).beforePointer,
		repairs: publishPorts(app).repairs,
		place: (scope) => placeOf(app, scope, accountOf(context)),
		ownAccount: async () => accountOf(context),
		async read({ item, account }, kinds, deadline) {
			const inventory = await collectUnjoined(
				{
					accounts: [{ ...account, regions: item.regions }],
					kinds,
					now: now(),
					utilization: config.access.utilization,
					inspectLogEvents: config.access.inspectLogEvents,
					only: regionsRead(item),
				},
				{
					caller: (scope, credentials) => connection.caller(scope, credentials, deadline),
					release: connection.release,
					collectors: collectorsOf(item),
				},
			);
			connection.release({ ...item.scope, region: "global" }, account.credentials);
			const joined = joinCollected(inventory, kinds);
			// What the global scope reads of databases is enough for joins, and for nothing else.
			const whole = item.scope.region === "global" ? joined.resources.filter(({ kind }) => isGlobal(kind)) : joined.resources;
			return { ...joined, resources: whole };
		},
		async judge(inventory, kinds, times) {
			const decisions = await loadDecisions(state, now());
			for (const problem of decisions.problems) log.warn("What should be a decision is none.", { problem });
			const bundles = await appPolicies(config, state);
			const { snapshot, warnings } = await judgeScope(inventory, { config, kinds, decisions: decisions.suppressions, bundles, ...times });
			for (const warning of warnings) log.warn(warning);
			return snapshot;
		},
		async later(look, seconds) {
			const { SendMessageCommand } = await import("../../aws/packages/sqs.ts");
			const QueueUrl = needed(environment.changesQueue, "PARAPET_CHANGES");
			await done(app, "sqs", new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(look), DelaySeconds: seconds }));
		},
		async scan(name, { account, region }) {
			const { StartExecutionCommand } = await import("../../aws/packages/states.ts");
			const stateMachineArn = needed(environment.scanMachine, "PARAPET_MACHINE");
			const input = JSON.stringify({ trigger: "change", accounts: [account], regions: [region] });
			await done(app, "states", new StartExecutionCommand({ stateMachineArn, name, input }), /^ExecutionAlreadyExists\b/);
		},
		wait: (milliseconds) => delay(milliseconds),
	};
}

/** The key of the deployment lies in its account. */
const accountOf = ({ environment }: Pick<AppContext, "environment">): string => environment.key.split(":")[4] ?? "-";

function needed(value: string | undefined, name: string): string {
	if (value === undefined) throw new Error(`${name} is not set: the stacks set it for assess-change.`);
	return value;
}

/** Sends a command that must succeed; a failure that matches counts as done. */
async function done(app: App, service: AwsServiceName, command: AwsCommand<object>, already?: RegExp): Promise<void> {
	const answer = await app.connection.caller(app.home, app.credentials).call(service, command);
	if (!("unread" in answer) || already?.test(answer.unread.message)) return;
	throw new Error(`${answer.unread.operation} failed: ${answer.unread.message}`);
}

/** Regions of accounts, for as long as they are believed. */
const regions = new WeakMap<App, Map<string, { readonly at: number; readonly regions: Promise<readonly string[]> }>>();
const believed = 600_000;

/** A scope of an event, when it is one of those that are scanned; else a sentence that says why not. */
export async function placeOf(app: App, scope: Scope, own: string): Promise<Place | string> {
	const { organization } = app.config.access;
	if (organization?.exclude?.includes(scope.account)) return "The account is excluded.";
	const account = await wayInto(app, scope.account);
	if (!account || account.partition !== scope.partition) return "No configured access leads into the account.";
	// A role's name makes a way into any account: what belongs to the organization was scanned before.
	if (organization && scope.account !== own && (await scannedBefore(app.evidence, scope.account)).length === 0)
		return "The account was not scanned yet.";
	const all = await regionsOf(app, account);
	if (scope.region !== "global" && !all.includes(scope.region)) return "The region is not scanned.";
	const { partition, account: id, region } = scope;
	return { account, item: { scope: { partition, account: id, region }, regions: [...all] } };
}

/** The regions of an account as a plan has them, in the same order. */
function regionsOf(app: App, account: Target): Promise<readonly string[]> {
	const { access } = app.config;
	if (access.regions !== undefined && !access.allRegions) return Promise.resolve([...new Set(access.regions)]);
	const known = regions.get(app) ?? new Map();
	regions.set(app, known);
	const now = Date.now();
	const remembered = known.get(account.account);
	if (remembered && now - remembered.at < believed) return remembered.regions;
	const asked = enabledRegions(account, app.home.region, app.connection.caller).then(async (answer) =>
		"enabled" in answer ? answer.enabled : [...new Set(await scannedBefore(app.evidence, account.account))].sort(),
	);
	known.set(account.account, { at: now, regions: asked });
	asked.catch(() => known.delete(account.account));
	return asked;
}
