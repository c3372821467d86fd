/** Shapes of secrets: what a message must never repeat, wherever the text came from. */
const secrets: readonly (readonly [RegExp, string])[] = [
	[/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, "[private key]"],
	[/https:\/\/hooks\.slack(?:-gov)?\.com\/[^\s"'<>|]+/g, "[Slack webhook]"],
	[/\bxox[a-z]-[\w-]{8,}|\bxapp-[\w-]{8,}/g, "[Slack token]"],
	[/\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b/g, "[key id]"],
	[/\beyJ[\w-]{6,}\.[\w-]{6,}\.[\w-]*/g, "[token]"],
	[/\bgh[pousr]_\w{20,}/g, "[token]"],
	[/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s/@]+@/gi, "$1:[password]@"],
	[/((?:password|passwd|pwd|token|api[_-]?key)["']?\s*[=:]\s*["']?|secret["']?\s*=\s*["']?)[^\s"',;&]{4,}/gi, "$1[…]"],
	[/(?<![\w/+-])(?=[A-Za-z0-9+/]*[a-z])(?=[A-Za-z0-9+/]*[A-Z])(?=[A-Za-z0-9+/]*\d)[A-Za-z0-9+/]{40}(?![\w/+=-])/g, "[…]"],
];

/** The text without what looks like a secret: keys, tokens, passwords in addresses and assignments, private keys. */
export const redact = (text: string): string => secrets.reduce((clean, [shape, word]) => clean.replace(shape, word), text);

/** At most `limit` UTF-16 units, ending in `…` when something was cut; never half a character. */
export function clip(text: string, limit: number): string {
	if (text.length <= limit) return text;
	const cut = text.slice(0, Math.max(0, limit - 1));
	return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}

/** A text of an alert: redacted, at most `limit` long. Long texts are cut before they are searched, so that the work is bounded. */
export const alertText = (text: string, limit: number): string => clip(redact(text.slice(0, limit * 4)), limit);
