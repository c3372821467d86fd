/** A value as a configuration file holds it, without the quotes around it. */
export function quotedOff(value: string): string {
	const text = value.trim();
	const quoted = /^'(.*)'$/s.exec(text) ?? /^"(.*)"$/s.exec(text);
	return (quoted?.[1] ?? text).trim();
}

/** The items of a comma-separated list, lower case, without quotes. */
export const items = (value: string): string[] =>
	quotedOff(value)
		.toLowerCase()
		.split(",")
		.map((item) => item.trim().replaceAll('"', ""))
		.filter((item) => item !== "");
