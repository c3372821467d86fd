import { changeMakers } from "../../aws/change-makers.ts";
import type { CredentialProvider } from "../../aws/clients.ts";
import { connectWith } from "../../aws/connect-with.ts";
import type { AwsConnection } from "../../aws/connection.ts";
import { assumedRole } from "../../aws/credentials.ts";
import { ConfigError } from "../../core/errors.ts";
import type { Finding } from "../../core/finding.ts";
import { type Scope, scopeKey } from "../../core/scope.ts";
import type { Family, RepairTarget } from "../../remediations/action.ts";
import { commandOf } from "../../remediations/commands/index.ts";
import { decide } from "../../remediations/engine/decide.ts";
import { isAllowed, modeFor } from "../../remediations/engine/matches.ts";
import type { Outcome, Ports } from "../../remediations/engine/ports.ts";
import { handleMessage, sweep } from "../../remediations/engine/sweep.ts";
import { remediations } from "../../remediations/registry.ts";
import { repairRoleName } from "../../remediations/rights.ts";
import type { RemediationSettings } from "../../remediations/settings.ts";
import { bucketStore } from "../../sinks/outbox/bucket.ts";
import { enqueueAlerts, enqueueNote } from "../../sinks/outbox/inbox.ts";
import { readLatest } from "../../sinks/s3/latest.ts";
import { objectDocuments } from "../remediate/object-documents.ts";
import { checkSnapshot } from "../snapshot-check.ts";
import { version } from "../version.ts";
import type { AppContext } from "./context.ts";
import { loadDecisions } from "./decisions.ts";
import { stateLayout } from "./layout.ts";
import { openChanges } from "./open-changes.ts";
import type { App } from "./opening.ts";
import type { RemediateParts, RepairMessage } from "./remediate.ts";
import { withEvidence } from "./repair-evidence.ts";
import { withHistory } from "./repair-history.ts";
import { alertOfIntrusion, alertOfNews, notesOf } from "./repair-news.ts";
import { wayInto } from "./way-into.ts";

/** What remediate works with in Lambda. */
export async function remediateParts(context: AppContext): Promise<RemediateParts> {
	const { environment, log } = context;
	const app = await openChanges(environment);
	const { config, state, evidence } = app;
	const settings = config.remediation;
	if (!settings) throw new ConfigError("The configuration has no remediation.");
	const later = (message: RepairMessage, seconds: number) => send(app, environment.repairsQueue, message, seconds);
	const ports = portsOf(app, settings, context, later);
	const tell = (outcomes: readonly Outcome[]) => {
		for (const { action, attempt, result, detail } of outcomes) log.info("A repair was looked at.", { action, attempt, result, detail });
	};
	return {
		state,
		interest: (finding) => interestIn(finding, settings),
		async latest(scope) {
			const found = await readLatest(evidence, "", scope, checkSnapshot);
			if (!found) return undefined;
			const { pointer, snapshot, problem } = found;
			if (!snapshot) throw new ConfigError(`The latest snapshot of ${scopeKey(scope)} cannot be read: ${problem ?? "it is not there"}.`);
			return { id: pointer.snapshotId, at: pointer.at, snapshot };
		},
		async warn(intrusion) {
			const alert = alertOfIntrusion(intrusion, app.home.partition);
			await enqueueAlerts(bucketStore(state, stateLayout.alerts), alert.id, alert.observedAt, [alert]);
		},
		later,
		engine: {
			handle: async (request) => tell(await handleMessage({ parapet: "remediate/1", request }, ports)),
			resume: async (attempt) => tell(await handleMessage({ parapet: "remediate/1", attempt }, ports)),
			async decide({ attempt, approve, by, hash }) {
				const decided = await decide(attempt, { decision: approve ? "approve" : "reject", who: by.id, hash, via: "slack" }, ports);
				log.info("Somebody decided about a repair.", {
					attempt,
					by: by.id,
					result: decided.result,
					...("detail" in decided ? { detail: decided.detail } : {}),
				});
				return decided.result === "busy" ? "busy" : "decided";
			},
			async sweep() {
				const { outcomes, problems } = await sweep(ports);
				tell(outcomes);
				for (const problem of problems) log.error("An attempt could not be taken up.", { problem });
			},
		},
	};
}

/** What may happen to a finding, by the configuration alone. */
export function interestIn({ ruleId, resource }: Finding, settings: RemediationSettings): "none" | "plan" | "repair" {
	const ways = remediations
		.filter(({ rules, kinds }) => rules.includes(ruleId) && kinds.includes(resource.kind))
		.map((action) => {
			const subject = { action, rules: [ruleId], target: resource, tags: resource.tags };
			const mode = modeFor(settings, subject);
			if (mode === "off") return "none";
			return mode !== "plan" && isAllowed(settings, subject) !== "no" ? "repair" : "plan";
		});
	return ways.includes("repair") ? "repair" : ways.includes("plan") ? "plan" : "none";
}

function portsOf(
	app: App,
	settings: RemediationSettings,
	{ environment, requestId, metric, now }: AppContext,
	later: (message: RepairMessage, seconds: number) => Promise<void>,
): Ports {
	const { config, state, evidence, connection } = app;
	const alerts = bucketStore(state, stateLayout.alerts);
	const actionOf = (id: string) => remediations.find((action) => action.id === id);
	return {
		now,
		worker: requestId,
		settings,
		actions: remediations,
		command: commandOf,
		documents: withEvidence(withHistory(objectDocuments(state, stateLayout.repairDocuments)), evidence),
		async suppressions() {
			const { suppressions, problems } = await loadDecisions(state, now());
			// What should be a decision and is none may be one that somebody made against a repair.
			if (problems.length > 0) throw new Error(`Decisions cannot be read: ${problems[0]}`);
			return [...config.suppressions, ...suppressions];
		},
		async fleet(kind) {
			const stored = await state.get(stateLayout.fleet);
			if (!stored) return undefined;
			const { kinds } = JSON.parse(Buffer.from(stored.body).toString("utf8")) as { kinds?: Record<string, number> };
			return kinds?.[kind];
		},
		async reading({ account, partition, region }) {
			const way = await wayInto(app, account);
			if (!way || way.partition !== partition) throw new ConfigError(`No configured access leads into the account ${account}.`);
			return connection.caller({ partition, account, region }, way.credentials);
		},
		writing: async (target, family) => writes().caller(scopeOf(target), keysOf(app, environment.stage, target, family)),
		isOwn: (principal) => principal.includes(`/${repairRoleName(environment.stage, "")}`),
		async tell(news) {
			const action = actionOf(news.attempt.action);
			for (const note of notesOf(news, action, now())) await enqueueNote(alerts, note);
			const alert = alertOfNews(news, action, now());
			if (alert) await enqueueAlerts(alerts, alert.id, alert.observedAt, [alert]);
		},
		later,
		// Each combination of dimensions is a metric that costs: only why something is not repaired is counted apart.
		metric: (name, value, by) => metric(name, value, name === "Refusals" ? by : undefined),
	};
}

const scopeOf = ({ partition, account, region }: RepairTarget): Scope => ({ partition, account, region });

/**
 * Changes go by a connection of their own that sends nothing twice: whether a call that was not answered is made again is decided by a fresh reading. Once a
 * container.
 */
function writes(): AwsConnection {
	written ??= connectWith({ version, concurrency: 4, maxAttempts: 1, makers: changeMakers });
	return written;
}
let written: AwsConnection | undefined;

/** Keys of the roles of repairs, once a container. */
const keys = new WeakMap<App, Map<string, CredentialProvider>>();

/** The keys of a family's role in the account of the target. Without the role nothing can be changed there. */
function keysOf(app: App, stage: string, { partition, account }: RepairTarget, family: Family): CredentialProvider {
	const known = keys.get(app) ?? new Map<string, CredentialProvider>();
	keys.set(app, known);
	const roleArn = `arn:${partition}:iam::${account}:role/${repairRoleName(stage, family)}`;
	const { roles, organization } = app.config.access;
	const externalId = organization?.externalId ?? roles.find((role) => role.roleArn.split(":")[4] === account)?.externalId;
	const provider =
		known.get(roleArn) ??
		assumedRole(app.connection.caller(app.home, app.credentials), { roleArn, externalId, sessionName: "parapet-repair" });
	known.set(roleArn, provider);
	return provider;
}

async function send(app: App, QueueUrl: string | undefined, message: RepairMessage, seconds: number): Promise<void> {
	if (QueueUrl === undefined) throw new Error("PARAPET_REPAIRS is not set: the stacks set it for remediate.");
	const { SendMessageCommand } = await import("../../aws/packages/sqs.ts");
	const DelaySeconds = Math.min(900, Math.max(0, Math.ceil(seconds)));
	const command = new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(message), DelaySeconds });
	const answer = await app.connection.caller(app.home, app.credentials).call("sqs", command);
	if ("unread" in answer) throw new Error(`${answer.unread.operation} failed: ${answer.unread.message}`);
}
