/** `; did you mean "x"?` for the nearest of the candidates, or nothing when none is near. */
export function suggestion(word: string, candidates: readonly string[]): string {
	let best: { candidate: string; distance: number } | undefined;
	for (const candidate of candidates) {
		const distance = editDistance(word, candidate);
		if (!best || distance < best.distance) best = { candidate, distance };
	}
	return best && best.distance <= Math.max(2, Math.floor(word.length / 4)) ? `; did you mean "${best.candidate}"?` : "";
}

function editDistance(a: string, b: string): number {
	let row = Array.from({ length: b.length + 1 }, (_, index) => index);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let j = 1; j <= b.length; j++) {
			next[j] = Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1));
		}
		row = next;
	}
	return row[b.length] ?? 0;
}
