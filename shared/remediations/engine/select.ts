import type { Action } from "../action.ts";
import type { RepairRequest } from "./attempt.ts";

/** The actions that a request asks for and that are for the kind of its resource, in their order. */
export const actionsFor = (actions: readonly Action[], request: RepairRequest): readonly Action[] =>
	actions.filter(
		(action) =>
			action.kinds.includes(request.target.kind) &&
			(request.actions?.includes(action.id) ||
				meets(request.rules, action.rules) ||
				meets(request.controls, action.controls) ||
				meets(request.triggers, action.triggers)),
	);

const meets = (some: readonly string[] | undefined, others: readonly string[]): boolean =>
	some?.some((each) => others.includes(each)) ?? false;
