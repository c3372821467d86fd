/** WCAG 2.x contrast of the page's visible texts against what is behind them; an expression for the browser. Gives those below 4.5, and how many texts there were. */
export const contrast = String.raw`(() => {
	const parse = (text) => text.match(/[\d.]+/g).map(Number);
	const luminance = (colour) => {
		const [red, green, blue] = colour.map((value) => {
			const part = value / 255;
			return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
		});
		return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
	};
	const behind = (element) => {
		for (let each = element; each; each = each.parentElement) {
			const colour = parse(getComputedStyle(each).backgroundColor);
			if (colour.length === 3 || colour[3] === 1) return colour;
		}
		return [255, 255, 255];
	};
	const low = new Set();
	let texts = 0;
	const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	while (walker.nextNode()) {
		const element = walker.currentNode.parentElement;
		if (!walker.currentNode.textContent.trim() || !element.checkVisibility() || element.closest("script,noscript,option")) continue;
		texts++;
		const pair = [luminance(parse(getComputedStyle(element).color)), luminance(behind(element))];
		const ratio = (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
		if (ratio < 4.5) low.add(element.tagName + "." + element.className + " " + ratio.toFixed(2) + ": " + element.textContent.slice(0, 40));
	}
	return { texts, low: [...low] };
})()`;
