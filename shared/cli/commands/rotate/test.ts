import { openRotation } from "../../../runtime/rotation/access.ts";
import { readFacts } from "../../../runtime/rotation/facts.ts";
import { awsParts } from "../../../runtime/rotation/parts.ts";
import { testRotation } from "../../../runtime/rotation/test-rotation.ts";
import { statusLine } from "../../status-line.ts";
import { type Terminal, write } from "../../terminal.ts";
import type { RotateValues } from "../rotate.ts";
import { orFail } from "./failure.ts";
import { checkLines, exitCodeOf, worst } from "./show.ts";

/** `parapet rotate test`. */
export async function runTest(secret: string, { profile, config, format }: RotateValues, terminal: Terminal): Promise<number> {
	const { caller, settings, close } = await openRotation(secret, profile, config);
	const line = statusLine(terminal);
	try {
		line.say("asking Secrets Manager, RDS and the database");
		const facts = await orFail(readFacts(caller(), secret));
		const checks = await orFail(testRotation(facts, awsParts({ caller, settings }), settings));
		line.end();
		const result = { secret: facts.arn, status: worst(checks), checks };
		await write(
			terminal.stdout,
			format === "json" ? [`${JSON.stringify(result, undefined, 2)}\n`] : [`${facts.arn}\n\n`, ...checkLines(checks, terminal)],
		);
		return exitCodeOf(checks);
	} finally {
		line.end();
		close();
	}
}
