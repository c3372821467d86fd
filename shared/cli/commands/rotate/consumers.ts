import { ConfigError } from "../../../core/errors.ts";
import { type ConsumersOutcome, consumersAlert } from "../../../rotation/consumers/outcome.ts";
import { openRotation } from "../../../runtime/rotation/access.ts";
import { readFacts } from "../../../runtime/rotation/facts.ts";
import { followConsumers, kubeconfigTargets } from "../../../runtime/rotation/follow-consumers.ts";
import { awsParts } from "../../../runtime/rotation/parts.ts";
import { type Terminal, write } from "../../terminal.ts";
import type { RotateValues } from "../rotate.ts";
import { orFail } from "./failure.ts";
import { sentence } from "./show.ts";

/** `parapet rotate consumers`. */
export async function runConsumers(secret: string, values: RotateValues, terminal: Terminal): Promise<number> {
	const targets = await kubeconfigTargets(values.kubeconfig, values.context ?? [], terminal.environment);
	const { caller, settings, close } = await openRotation(secret, values.profile, values.config);
	try {
		const facts = await orFail(readFacts(caller(), secret));
		const current = await orFail(awsParts({ caller, settings, patient: false }).secrets.read(facts.arn, { label: "AWSCURRENT" }));
		if (!current) throw new ConfigError(`${facts.arn} has no current value.`);
		const outcomes: ConsumersOutcome[] = [];
		for (const target of targets)
			outcomes.push(
				await followConsumers(target, {
					secret: { arn: facts.arn, name: nameOf(facts.arn), ...current },
					namespaces: values.namespace,
					limit: seconds(values.timeout) * 1000,
					nextRotation: facts.next,
					environment: terminal.environment,
				}),
			);
		const alerts = outcomes.map((outcome) => consumersAlert(outcome, facts.next));
		await write(
			terminal.stdout,
			values.format === "json"
				? [
						`${JSON.stringify({ secret: facts.arn, consumers: outcomes, alerts: alerts.filter((alert) => alert !== undefined) }, undefined, 2)}\n`,
					]
				: outcomes.flatMap((outcome, index) => [
						...lines(outcome, terminal),
						...(alerts[index] ? [sentence(alerts[index].detail, terminal)] : []),
					]),
		);
		if (alerts.every((alert) => alert === undefined)) return 0;
		return outcomes.some(({ state }, index) => alerts[index] && state !== "unknown") ? 3 : 2;
	} finally {
		close();
	}
}

/** The name is in the ARN, before six characters of Secrets Manager's own. */
const nameOf = (arn: string): string => (arn.split(":secret:")[1] ?? arn).replace(/-[A-Za-z0-9]{6}$/, "");

function lines({ cluster, version, state, secrets, workloads }: ConsumersOutcome, terminal: Terminal): string[] {
	const why = (detail: string | undefined) => (detail === undefined ? "" : `: ${detail}`);
	return [
		sentence(`${cluster}: consumers of version ${version} are ${state}`, terminal),
		...secrets.map((each) => sentence(`Secret ${each.namespace}/${each.target} is ${each.state}${why(each.detail)}`, terminal, "  ")),
		...workloads.map((each) => sentence(`${each.kind} ${each.namespace}/${each.name} is ${each.state}${why(each.detail)}`, terminal, "  ")),
		...(secrets.length + workloads.length === 0 && state === "current" ? [sentence("nothing in it uses the secret", terminal, "  ")] : []),
	];
}

function seconds(value: string | undefined): number {
	const number = value === undefined ? 600 : Number(value);
	if (!(number >= 1 && number <= 3600)) throw new ConfigError(`--timeout must be seconds from 1 to 3600, not "${value}".`);
	return number;
}
