import { clip } from "../../core/alerts/text.ts";
import { printable } from "../../core/printable.ts";

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** Text from outside as mrkdwn that cannot mention, link or forge anything: https://docs.slack.dev/messaging/formatting-message-text#escaping. At most `limit` characters after escaping. */
export function mrkdwn(text: string, limit: number): string {
	// A line of its own could look like one of Parapet's.
	const safe = printable(text.replace(/\s*[\r\n]\s*/g, " "));
	let escaped = "";
	for (const character of clip(safe, limit)) {
		const next = entities[character] ?? character;
		if (escaped.length + next.length > limit - 1) return `${escaped}…`;
		escaped += next;
	}
	return escaped;
}

/** Text from outside in fixed width. */
export const code = (text: string, limit: number): string =>
	`\`${mrkdwn(text.replaceAll("`", "'").replace(/\s+/g, " "), limit - 2) || " "}\``;

/** Text from outside in bold; asterisks in it would end it. */
export const bold = (text: string, limit: number): string =>
	`*${mrkdwn(text.replaceAll("*", "∗").replace(/\s+/g, " "), limit - 2) || " "}*`;

/** A link whose address cannot leave its brackets, or nothing when it is no web address. */
export function link(address: string, words: string): string {
	if (address.length > 1500 || !/^https?:\/\/[!-;=?-{}~]+$/.test(address)) return "";
	return `<${address.replaceAll("&", "&amp;")}|${mrkdwn(words.replaceAll("|", "/"), 150)}>`;
}

/** `here`, `channel`, `everyone`, a user (U… or W…) or a user group (S…), as the configuration or Slack itself names them; nothing for anything else. */
export function mention(name: string): string {
	if (/^(?:here|channel|everyone)$/.test(name)) return `<!${name}>`;
	if (/^[UW][A-Z0-9]{2,20}$/.test(name)) return `<@${name}>`;
	return /^S[A-Z0-9]{2,20}$/.test(name) ? `<!subteam^${name}>` : "";
}
