/** Kinds of secrets and how they look in a log line; every repetition is bounded so that hostile lines cost little. */
const patterns: Readonly<Record<string, RegExp>> = {
	awsAccessKeyId: /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/,
	privateKey: /-----BEGIN (?:[A-Z]{2,12} ){0,3}PRIVATE KEY-----/,
	jsonWebToken: /\beyJ[\w-]{8,2000}\.eyJ[\w-]{8,4000}\.[\w-]{8,2000}/,
	connectionUrl: /\b[a-z][a-z0-9+.-]{1,30}:\/\/[^\s:/@'"]{1,128}:(?!\*+@|x+@|<[^>]{0,30}>@|\$\{?\w{0,60}\}?@)[^\s@/'"]{1,256}@/i,
	passwordHash:
		/\b(?:PASSWORD|IDENTIFIED\s{1,8}(?:WITH\s{1,8}\S{1,64}\s{1,8})?(?:BY|AS))\s{0,8}=?\s{0,8}'(?:SCRAM-SHA-256\$|md5[0-9a-f]{32}'|\*[0-9A-F]{40}'|\$A\$\d{3}\$)/i,
	sqlPassword:
		/\b(?:PASSWORD|IDENTIFIED\s{1,8}(?:WITH\s{1,8}\S{1,64}\s{1,8})?BY)\s{0,8}[=(]?\s{0,8}N?'(?!SCRAM-SHA-256\$|md5[0-9a-f]{32}'|\*[0-9A-F]{40}'|\$A\$\d{3}\$|\*+'|x+'|<[^>]{0,30}>'|')[^']{1,256}'/i,
};

/** Counts, by kind, the messages in which such a secret stands. Nothing of the text is kept. */
export function countSecrets(messages: Iterable<string>): Record<string, number> {
	const found: Record<string, number> = {};
	for (const message of messages)
		for (const [kind, pattern] of Object.entries(patterns)) if (pattern.test(message)) found[kind] = (found[kind] ?? 0) + 1;
	return found;
}
