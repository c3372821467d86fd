import { openRotation } from "../../../runtime/rotation/access.ts";
import { awsParts } from "../../../runtime/rotation/parts.ts";
import type { RepairAction } from "../../../runtime/rotation/plan-repair.ts";
import { applyRepair, type Examined, examine } from "../../../runtime/rotation/repair.ts";
import { statusLine } from "../../status-line.ts";
import { type Terminal, write } from "../../terminal.ts";
import type { RotateValues } from "../rotate.ts";
import { orFail } from "./failure.ts";
import { sentence } from "./show.ts";

/** `parapet rotate repair`. */
export async function runRepair(secret: string, values: RotateValues, terminal: Terminal): Promise<number> {
	const { caller, settings, close } = await openRotation(secret, values.profile, values.config);
	const line = statusLine(terminal);
	try {
		line.say("trying every version at the database");
		const parts = awsParts({ caller, settings });
		const examined = await orFail(examine(secret, parts));
		const done: RepairAction[] = [];
		const applied = values.apply ? await orFail(applyRepair(secret, parts, examined, (action) => done.push(action))) : undefined;
		line.end();
		const { plan, tried, instructions } = examined;
		const report = {
			secret,
			state: plan.state,
			summary: plan.summary,
			versions: tried.map(({ version, labels, accepted, why }) => ({
				version,
				labels,
				accepted: accepted ?? null,
				...(why ? { why } : {}),
			})),
			actions: plan.actions.map((action) => ({ ...action, done: done.includes(action) })),
			instructions,
			...(applied && !applied.ok ? { problem: applied.message } : {}),
		};
		await write(
			terminal.stdout,
			values.format === "json" ? [`${JSON.stringify(report, undefined, 2)}\n`] : text(examined, { applied, done }, terminal),
		);
		if (plan.state === "healthy") return 0;
		if (plan.state === "busy") return 2;
		return plan.state === "repairable" && applied?.ok ? 0 : 3;
	} finally {
		line.end();
		close();
	}
}

interface Applied {
	readonly applied: Awaited<ReturnType<typeof applyRepair>> | undefined;
	readonly done: readonly RepairAction[];
}

function* text({ plan, tried, instructions }: Examined, { applied, done }: Applied, terminal: Terminal): Generator<string> {
	for (const { version, labels, accepted, why } of tried)
		yield sentence(
			`${version} (${labels.join(", ")}): ${accepted === undefined ? `not tried, ${why}` : accepted ? "the database accepts it" : "the database does not accept it"}`,
			terminal,
			"  ",
		);
	if (tried.length > 0) yield "\n";
	yield sentence(plan.summary, terminal);
	for (const action of plan.actions)
		yield sentence(`${applied ? (done.includes(action) ? "done: " : "not done: ") : "would "}${described(action)}`, terminal, "  ");
	for (const instruction of instructions) yield sentence(instruction, terminal, "  ");
	if (applied && !applied.ok) yield sentence(applied.message, terminal);
	if (!applied && plan.actions.length > 0) yield "\nNothing was changed. With --apply it is done.\n";
}

function described(action: RepairAction): string {
	if (action.kind === "password") return `have the superuser set the password to that of version ${action.version}: ${action.why}`;
	const { label, to, from, why } = action;
	return to === undefined
		? `take ${label} from ${from}: ${why}`
		: `put ${label} on ${to}${from === undefined ? "" : `, from ${from}`}: ${why}`;
}
