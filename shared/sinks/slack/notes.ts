import type { Alert, AlertKind, Note } from "../../core/alerts/alert.ts";
import type { SlackMessage } from "./render.ts";
import { renderRepair, repairLine } from "./repair.ts";
import { mention, mrkdwn } from "./text.ts";

/** After these somebody has to look again, whoever did before. */
const anew: ReadonlySet<AlertKind> = new Set(["new", "worse", "reopened", "unreadable", "system"]);

/** What still holds of what people decided about the incident, as the alert says that it stands. */
export function decided(alert: Alert, notes: readonly Note[]): { readonly acknowledged?: Note; readonly suppressed?: Note } {
	const seen = Date.parse(alert.observedAt);
	const acknowledged = notes.findLast(({ ack }) => ack);
	const suppressed = notes.findLast(({ until }) => until !== undefined);
	const outdated = acknowledged !== undefined && anew.has(alert.kind) && seen > Date.parse(acknowledged.at);
	const over = suppressed?.until === undefined || Date.parse(suppressed.until) <= seen;
	return { ...(acknowledged && !outdated ? { acknowledged } : {}), ...(suppressed && !over ? { suppressed } : {}) };
}

/** Who decided what, or what Parapet did, for the incident's own message. */
export function decisionLine(note: Note): string {
	if (note.repair) return repairLine(note.repair);
	const at = mrkdwn(note.at.slice(0, 16).replace("T", " "), 40);
	if (note.until === undefined) return `:eyes: Acknowledged by ${who(note)}, ${at} UTC${said(note, 300)}`;
	return `:mute: Suppressed by ${who(note)} until ${mrkdwn(note.until.slice(0, 10), 20)}, ${at} UTC${said(note, 700)}`;
}

/** The reply in the thread; a plan that waits for approval has buttons when clicks on them are answered, that is with the name of the target. */
export function renderNote(note: Note, target?: string): SlackMessage {
	if (note.repair) return renderRepair(note, note.repair, target);
	const line =
		note.until === undefined
			? decisionLine(note)
			: `${decisionLine(note)}\nIt holds from the next scan on; nobody is told of it until then.`;
	return {
		text: plainNote(note).text,
		blocks: [{ type: "section", text: { type: "mrkdwn", text: line, verbatim: true } }],
		attachments: [],
	};
}

/** The reply without blocks. */
export const plainNote = (note: Note): SlackMessage => ({ text: decisionLine(note), blocks: [], attachments: [] });

const who = ({ user, by }: Note): string => (user !== undefined && mention(user).startsWith("<@") ? mention(user) : mrkdwn(by, 100));
const said = ({ text }: Note, limit: number): string => (text === "" ? "" : `: ${mrkdwn(text, limit)}`);
