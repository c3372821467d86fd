import type { Action, ActionSettings, Decision, RepairTarget } from "../../../shared/remediations/action.ts";
import { rdsActions } from "../../../shared/remediations/rds/index.ts";
import { settings, targetOf } from "./estate.ts";
import { readerOf, type World } from "./world.ts";

export function actionOf(id: string): Action {
	const found = rdsActions.find((action) => action.id === id);
	if (!found) throw new Error(`There is no repair ${id}.`);
	return found;
}

/** What the repair of that id makes of the world. */
export async function decide(id: string, world: World, known: Partial<ActionSettings> = {}, target?: RepairTarget): Promise<Decision> {
	const action = actionOf(id);
	const at = target ?? targetOf(action.kinds[0] ?? "rds.DbInstance");
	const reading = await action.read(at, readerOf(structuredClone(world)));
	if (!("state" in reading)) throw new Error(JSON.stringify(reading));
	return action.plan(reading.state, { ...settings, ...known }, at);
}

/** The plan; throws when there is none. */
export async function planFor(...asked: Parameters<typeof decide>) {
	const decision = await decide(...asked);
	if (decision.kind !== "plan") throw new Error(JSON.stringify(decision));
	return decision;
}
