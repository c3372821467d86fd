import { alertText } from "../../core/alerts/text.ts";
import { printable } from "../../core/printable.ts";
import { readRepairValue, repairActionIds } from "../../sinks/slack/actions.ts";
import { whisper } from "../../sinks/slack/respond.ts";
import { keepRepairDecision } from "./repair-decisions.ts";
import type { SlackActionsParts } from "./slack-actions.ts";
import type { BlockActions, UrlAnswer } from "./slack-payloads.ts";

const done: UrlAnswer = { statusCode: 200, body: "" };

export const isRepairAction = (id: string): boolean => id === repairActionIds.approve || id === repairActionIds.reject;

/**
 * Keeps that somebody approved or rejected a plan; the function that repairs then holds it against the attempt, and says in the thread what became of
 * it. The first decision about a plan counts. Rejecting needs the same right as approving: who may not repair may not stop others from it.
 */
export async function decideRepair(
	{ container, response_url: responseUrl, user }: BlockActions,
	action: BlockActions["actions"][number],
	parts: Pick<SlackActionsParts, "repairApprovers" | "state" | "bot" | "http" | "log" | "now">,
): Promise<UrlAnswer> {
	const { log } = parts;
	const value = readRepairValue(action.value ?? "");
	if (!value || container.channel_id === undefined || container.message_ts === undefined) {
		log.info("A button that is not Parapet's.", {});
		return done;
	}
	const bot = await parts.bot(value.target).catch(() => undefined);
	const tell = async (text: string): Promise<UrlAnswer> => {
		if (!responseUrl || !(await whisper(responseUrl, text, parts.http, bot?.api))) log.warn("Whoever pressed could not be told.", { text });
		return done;
	};
	if (!parts.repairApprovers?.includes(user.id)) {
		log.warn("Somebody who may not approve repairs tried to.", { user: user.id });
		return tell("You are not among those who may approve repairs (remediation.approvers in Parapet's configuration).");
	}
	const approve = action.action_id === repairActionIds.approve;
	try {
		const first = await keepRepairDecision(
			{
				schema: "parapet.repair-decision/1",
				attempt: value.attempt,
				hash: value.hash,
				approve,
				at: new Date(parts.now()).toISOString(),
				by: {
					id: user.id,
					name: alertText(printable(user.username ?? user.name ?? user.id), 80),
					...(user.team_id === undefined ? {} : { team: user.team_id }),
				},
				target: value.target,
				channel: container.channel_id,
				message: container.message_ts,
			},
			parts.state,
		);
		if (!first) return await tell("Somebody has decided about this plan already: the thread says what became of it.");
		log.info("A repair was decided.", { attempt: value.attempt, approve, user: user.id });
		return await tell(approve ? "Approved. The thread says what becomes of it." : "Rejected: nothing is done.");
	} catch (error) {
		log.error("A decision about a repair could not be kept.", error instanceof Error ? { error: error.name, message: error.message } : {});
		return tell("Something went wrong at Parapet's side, and nothing was decided. Try again in a moment.");
	}
}
