/** What a user may set for a rule in the configuration file: type, default, bounds and a sentence. */
export type RuleParameter =
	| { readonly type: "integer"; readonly default: number; readonly description: string; readonly minimum: number; readonly maximum: number }
	| {
			readonly type: "strings";
			readonly default: readonly string[];
			readonly description: string;
			readonly allowed?: readonly string[] | undefined;
	  }
	| {
			readonly type: "integers";
			readonly default: readonly number[];
			readonly description: string;
			readonly minimum: number;
			readonly maximum: number;
	  }
	| { readonly type: "string"; readonly default: string; readonly description: string; readonly allowed?: readonly string[] | undefined }
	| { readonly type: "boolean"; readonly default: boolean; readonly description: string };

export type RuleParameters = { readonly [name: string]: RuleParameter };

/** The values that `evaluate` receives for declared parameters. */
export type ParameterValues<P extends RuleParameters> = {
	readonly [N in keyof P]: P[N] extends { type: "integer" }
		? number
		: P[N] extends { type: "strings" }
			? readonly string[]
			: P[N] extends { type: "integers" }
				? readonly number[]
				: P[N] extends { type: "string" }
					? string
					: boolean;
};

/** A whole number within inclusive bounds. */
export const integer = (value: number, description: string, bounds: { minimum?: number; maximum?: number } = {}) =>
	({
		type: "integer",
		default: value,
		description,
		minimum: bounds.minimum ?? 0,
		maximum: bounds.maximum ?? Number.MAX_SAFE_INTEGER,
	}) as const satisfies RuleParameter;

/** A list of texts, optionally from a closed set. */
export const strings = (value: readonly string[], description: string, allowed?: readonly string[]) =>
	({ type: "strings", default: value, description, allowed }) as const satisfies RuleParameter;

/** A list of whole numbers, e.g. ports. */
export const integers = (value: readonly number[], description: string, bounds: { minimum?: number; maximum?: number } = {}) =>
	({
		type: "integers",
		default: value,
		description,
		minimum: bounds.minimum ?? 0,
		maximum: bounds.maximum ?? Number.MAX_SAFE_INTEGER,
	}) as const satisfies RuleParameter;

/** One text, optionally from a closed set. */
export const string = (value: string, description: string, allowed?: readonly string[]) =>
	({ type: "string", default: value, description, allowed }) as const satisfies RuleParameter;

/** A switch. */
export const boolean = (value: boolean, description: string) =>
	({ type: "boolean", default: value, description }) as const satisfies RuleParameter;

/** The declared defaults. */
export const defaultsOf = <P extends RuleParameters>(parameters: P): ParameterValues<P> =>
	Object.fromEntries(Object.entries(parameters).map(([name, parameter]) => [name, parameter.default])) as ParameterValues<P>;
