import { setTimeout as delay } from "node:timers/promises";
import { ConfigError } from "../../../core/errors.ts";
import { openRotation } from "../../../runtime/rotation/access.ts";
import { readFacts } from "../../../runtime/rotation/facts.ts";
import { awsParts } from "../../../runtime/rotation/parts.ts";
import { type Rotated, rotateByFunction, rotateHere } from "../../../runtime/rotation/rotate-now.ts";
import { strategyOf } from "../../../runtime/rotation/settings.ts";
import { statusLine } from "../../status-line.ts";
import { type Terminal, write } from "../../terminal.ts";
import type { RotateValues } from "../rotate.ts";
import { orFail } from "./failure.ts";
import { sentence } from "./show.ts";

/** `parapet rotate now`. */
export async function runNow(secret: string, values: RotateValues, terminal: Terminal): Promise<number> {
	const { caller, settings, close } = await openRotation(secret, values.profile, values.config);
	const line = statusLine(terminal);
	const steps: { step: string; outcome: string; detail: string }[] = [];
	try {
		const facts = await orFail(readFacts(caller(), secret));
		if (facts.owningService !== undefined)
			throw new ConfigError(
				`${facts.owningService} manages this secret and rotates it itself: aws secretsmanager rotate-secret asks it to.`,
			);
		const parts = awsParts({ caller, settings, patient: false });
		let rotated: Rotated;
		if (values.local) {
			if (facts.enabled && facts.function !== undefined)
				throw new ConfigError(`${facts.function} rotates this secret: leave out --local, so that only one does.`);
			const strategy = strategyOf(facts.arn, facts.tags, settings);
			if (typeof strategy !== "string") throw new ConfigError(strategy.refused);
			rotated = await orFail(
				rotateHere(facts.arn, strategy, parts, ({ step, outcome, detail }) => {
					steps.push({ step, outcome, detail });
					line.say(`${step}: ${detail}`);
				}),
			);
		} else {
			if (facts.function === undefined)
				throw new ConfigError("No rotation function is set for this secret (docs/rotation.md says how); --local rotates from here.");
			rotated = await orFail(
				rotateByFunction(caller(), parts.secrets, facts.arn, {
					now: terminal.now,
					sleep: (milliseconds) => delay(milliseconds),
					patience: seconds(values.timeout) * 1000,
					progress: line.say,
				}),
			);
		}
		line.end();
		await write(
			terminal.stdout,
			values.format === "json"
				? [`${JSON.stringify({ secret: facts.arn, ...rotated, steps }, undefined, 2)}\n`]
				: [
						...steps.map(({ step, detail }) => sentence(`${step}: ${detail}`, terminal, "  ")),
						sentence(`${rotated.outcome}: ${rotated.detail}`, terminal),
					],
		);
		return { rotated: 0, unfinished: 2, failed: 3 }[rotated.outcome];
	} finally {
		line.end();
		close();
	}
}

function seconds(value: string | undefined): number {
	const number = value === undefined ? 300 : Number(value);
	if (!(number >= 1 && number <= 3600)) throw new ConfigError(`--timeout must be seconds from 1 to 3600, not "${value}".`);
	return number;
}
