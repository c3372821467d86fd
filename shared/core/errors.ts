/** The user's input, configuration or credentials are at fault; the message says what to do. `problems` lists each with its place. */
export class ConfigError extends Error {
	override readonly name = "ConfigError";
	readonly problems: readonly string[];

	constructor(message: string, options: { problems?: readonly string[]; cause?: unknown } = {}) {
		super(message, options.cause === undefined ? undefined : { cause: options.cause });
		this.problems = options.problems ?? [];
	}
}
