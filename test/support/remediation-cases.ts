import fc from "fast-check";
import type { Action, ActionSettings, ApiCall, RepairTarget } from "../../shared/remediations/action.ts";

/** Settings with everything that an action can want. */
export const testSettings: ActionSettings = {
	trustedAccounts: [],
	allowedCidrs: ["203.0.113.0/24", "10.0.0.0/8"],
	backupDays: 7,
	logDays: 365,
	kmsKey: "alias/parapet",
	monitoringRole: undefined,
	rotationFunction: "arn:aws:lambda:eu-west-1:111122223333:function:rotate",
	rotationDays: 30,
	ephemeralTags: {},
	breakGlass: [
		"arn:aws:iam::111122223333:role/break-glass",
		"arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_Admin_*",
	],
	eventTopic: undefined,
};

export const targetOf = (kind: RepairTarget["kind"], arn: string, name: string): RepairTarget => ({
	arn,
	kind,
	name,
	partition: "aws",
	account: "111122223333",
	region: "eu-west-1",
});

/** The state as its action has it, which the type of `Action` hides. */
// biome-ignore lint/suspicious/noExplicitAny: each case knows the state of its own action.
export type State = any;

/** How an action is tried out without AWS. */
export interface RemediationCase {
	readonly action: Action;
	readonly target: RepairTarget;
	/** States of every sort, compliant, refused and repairable ones. */
	readonly states: fc.Arbitrary<State>;
	/** What a call makes of a state; `before` is the state that the plan was made of. */
	apply(state: State, call: ApiCall, before: State): State;
}

/** The input of a call, whose members the caller knows. */
export const inputOf = (call: ApiCall): State => call.input;

/** Any of the values. */
export const oneOf = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
