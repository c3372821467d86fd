import { openRotation } from "../../../runtime/rotation/access.ts";
import { readFacts } from "../../../runtime/rotation/facts.ts";
import { judgeStatus } from "../../../runtime/rotation/judge-status.ts";
import { type Terminal, write } from "../../terminal.ts";
import type { RotateValues } from "../rotate.ts";
import { orFail } from "./failure.ts";
import { checkLines, exitCodeOf, worst } from "./show.ts";

/** `parapet rotate status`. */
export async function runStatus(secret: string, { profile, config, format }: RotateValues, terminal: Terminal): Promise<number> {
	const { caller, settings, close } = await openRotation(secret, profile, config);
	try {
		const facts = await orFail(readFacts(caller(), secret));
		const checks = judgeStatus(facts, settings, terminal.now());
		const { arn, owningService, enabled, versions } = facts;
		const time = (milliseconds: number | undefined) => (milliseconds === undefined ? null : new Date(milliseconds).toISOString());
		await write(
			terminal.stdout,
			format === "json"
				? [
						`${JSON.stringify(
							{
								secret: arn,
								status: worst(checks),
								managedBy: owningService ?? null,
								enabled: enabled ?? null,
								function: facts.function ?? null,
								schedule: facts.schedule ?? null,
								everyDays: facts.everyDays ?? null,
								lastRotated: time(facts.rotated),
								nextRotation: time(facts.next),
								versions: versions.map(({ id, labels, created }) => ({ id, labels, created: time(created) })),
								checks,
							},
							undefined,
							2,
						)}\n`,
					]
				: [`${arn}\n\n`, ...checkLines(checks, terminal)],
		);
		return exitCodeOf(checks);
	} finally {
		close();
	}
}
