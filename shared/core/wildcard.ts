/**
 * Does `text` match a pattern in which `*` stands for any text and `?` for one character, as in IAM actions and ARNs?
 * Case-sensitive; takes at most pattern × text steps, whatever the pattern.
 */
export function matchesWildcard(pattern: string, text: string): boolean {
	let at = 0;
	let position = 0;
	let star = -1;
	let resume = 0;
	while (position < text.length) {
		const symbol = pattern[at];
		if (symbol === "*") {
			star = at++;
			resume = position;
		} else if (symbol === "?" || symbol === text[position]) {
			at++;
			position++;
		} else if (star >= 0) {
			// Let the last star take one character more and try again.
			at = star + 1;
			position = ++resume;
		} else return false;
	}
	while (pattern[at] === "*") at++;
	return at === pattern.length;
}
