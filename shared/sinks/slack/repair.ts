import type { Note, NoteRepair, RepairPhase } from "../../core/alerts/alert.ts";
import { repairActionIds, writeRepairValue } from "./actions.ts";
import type { Block, SlackMessage } from "./render.ts";
import { bold, mention, mrkdwn } from "./text.ts";

const words: Readonly<Record<RepairPhase, string>> = {
	proposed: ":memo: What would repair it",
	approval: ":raised_hand: A repair waits for approval",
	scheduled: ":alarm_clock: The repair waits for its window",
	repaired: ":white_check_mark: Repaired",
	"rolled-back": ":leftwards_arrow_with_hook: Taken back",
	failed: ":x: The repair failed",
	refused: ":no_entry_sign: Not repaired",
	rejected: ":no_entry_sign: The repair was rejected",
	expired: ":hourglass: The plan has expired; nobody approved it",
	superseded: ":recycle: The plan does not hold any more",
};

/** What became of a repair, in one line. */
export const repairLine = ({ phase, title }: NoteRepair): string => `${words[phase]}: ${mrkdwn(title, 300)}`;

/** So many lines of so many characters: all of a reply stays within the 3,000 characters of a block. */
const most = { lines: 10, characters: 200 };

/** The reply about a repair. */
export function renderRepair({ by, user, text }: Note, repair: NoteRepair, target: string | undefined): SlackMessage {
	const { phase, title, lines, approval } = repair;
	const shown = lines.slice(0, most.lines).map((line) => `• ${mrkdwn(line, most.characters)}`);
	const left = lines.length - shown.length;
	const whom = user !== undefined && mention(user).startsWith("<@") ? mention(user) : mrkdwn(by, 100);
	const said = [`By ${whom}`, ...(text === "" ? [] : [mrkdwn(text, 500)])].join(": ");
	const body = [...shown, ...(left > 0 ? [`…and ${left} more: \`parapet remediate status ${mrkdwn(repair.attempt, 64)}\``] : []), said];
	const blocks: Block[] = [
		{ type: "section", text: { type: "mrkdwn", text: `${words[phase]}: ${bold(title, 300)}`, verbatim: true } },
		{ type: "section", text: { type: "mrkdwn", text: body.join("\n"), verbatim: true } },
		...(approval ? waiting(repair, approval, target) : []),
	];
	return { text: repairLine(repair), blocks, attachments: [] };
}

function waiting({ attempt }: NoteRepair, { hash, expires }: NonNullable<NoteRepair["approval"]>, target: string | undefined): Block[] {
	const until = `Until ${mrkdwn(expires.slice(0, 16).replace("T", " "), 40)} UTC; plan ${mrkdwn(hash.slice(0, 12), 20)}.`;
	const note: Block = { type: "context", elements: [{ type: "mrkdwn", text: until, verbatim: true }] };
	if (target === undefined) return [note];
	const value = writeRepairValue({ target, attempt, hash });
	const button = (action_id: string, words: string, style: "primary" | "danger"): Block => ({
		type: "button",
		action_id,
		text: { type: "plain_text", text: words },
		style,
		value,
	});
	return [
		note,
		{
			type: "actions",
			elements: [button(repairActionIds.approve, "Approve", "primary"), button(repairActionIds.reject, "Reject", "danger")],
		},
	];
}
