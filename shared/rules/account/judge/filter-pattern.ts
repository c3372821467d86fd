/** An event as CloudTrail writes it, as far as a filter pattern can ask for it. */
export type TrailEvent = { readonly [field: string]: string | boolean | TrailEvent };

/** Does an event match? */
export type EventTest = (event: TrailEvent) => boolean;

type Token = { readonly text: string; readonly kind: "sign" | "word" | "quoted" | "regex" };

/**
 * Compiles a CloudWatch Logs filter pattern: JSON patterns (`{ $.eventName = "X" && ( … || … ) }`) and patterns of terms (`"X"`, `?X ?Y`, `-Z`).
 * Undefined for what CloudWatch would not accept or what cannot match a CloudTrail event, such as space-delimited patterns.
 */
export function compilePattern(pattern: string): EventTest | undefined {
	const text = pattern.trim();
	if (!text.startsWith("{")) return text.startsWith("[") ? undefined : compileTerms(text);
	if (!text.endsWith("}")) return undefined;
	const tokens = tokenize(text.slice(1, -1));
	return tokens && compileExpression(tokens);
}

const tokenPattern = /\s*(?:(&&|\|\||!=|>=|<=|[=<>()])|"((?:[^"\\]|\\.)*)"|%([^%]*)%|([^\s"()=!<>&|]+))/y;

function tokenize(text: string): Token[] | undefined {
	const tokens: Token[] = [];
	tokenPattern.lastIndex = 0;
	while (text.slice(tokenPattern.lastIndex).trim() !== "") {
		const match = tokenPattern.exec(text);
		if (!match) return undefined;
		const [, sign, quoted, regex, word] = match;
		if (sign !== undefined) tokens.push({ text: sign, kind: "sign" });
		else if (quoted !== undefined) tokens.push({ text: quoted.replace(/\\(.)/g, "$1"), kind: "quoted" });
		else if (regex !== undefined) tokens.push({ text: regex, kind: "regex" });
		else if (word !== undefined) tokens.push({ text: word, kind: "word" });
	}
	return tokens;
}

/** Recursive descent over `any := all ("||" all)*`, `all := term ("&&" term)*`, `term := "(" any ")" | selector comparison`. */
function compileExpression(tokens: readonly Token[]): EventTest | undefined {
	let at = 0;
	const next = (): Token | undefined => tokens[at++];
	const take = (kind: Token["kind"], text: string): boolean => {
		const found = tokens[at]?.kind === kind && tokens[at]?.text.toUpperCase() === text;
		if (found) at++;
		return found;
	};
	const sign = (text: string) => take("sign", text);
	const word = (text: string) => take("word", text);

	const chain = (separator: string, operand: () => EventTest | undefined): EventTest[] | undefined => {
		const tests: EventTest[] = [];
		do {
			const test = operand();
			if (!test) return undefined;
			tests.push(test);
		} while (sign(separator));
		return tests;
	};
	const any = (): EventTest | undefined => {
		const tests = chain("||", all);
		return tests && ((event) => tests.some((test) => test(event)));
	};
	const all = (): EventTest | undefined => {
		const tests = chain("&&", term);
		return tests && ((event) => tests.every((test) => test(event)));
	};
	const term = (): EventTest | undefined => {
		if (sign("(")) {
			const test = any();
			return sign(")") ? test : undefined;
		}
		const selector = next();
		return selector?.kind === "word" && selector.text.startsWith("$.") ? comparison(selector.text.slice(2).split(".")) : undefined;
	};
	const comparison = (path: readonly string[]): EventTest | undefined => {
		if (word("EXISTS")) return (event) => valueAt(event, path) !== undefined;
		if (word("NOT")) return word("EXISTS") ? (event) => valueAt(event, path) === undefined : undefined;
		if (word("IS")) return constant(path);
		if (sign("=")) return equality(path);
		if (sign("!=")) {
			const equal = equality(path);
			return equal && ((event) => !equal(event));
		}
		// Only numbers are ordered, and no field that the rules ask for is one.
		if (sign(">") || sign("<") || sign(">=") || sign("<=")) return next()?.kind === "word" ? () => false : undefined;
		return undefined;
	};
	const constant = (path: readonly string[]): EventTest | undefined => {
		if (word("TRUE")) return (event) => isFlag(valueAt(event, path), "true");
		if (word("FALSE")) return (event) => isFlag(valueAt(event, path), "false");
		return word("NULL") ? () => false : undefined;
	};
	const equality = (path: readonly string[]): EventTest | undefined => {
		const value = next();
		if (value === undefined || value.kind === "sign") return undefined;
		const wanted = value.kind === "regex" ? toRegExp(value.text) : wildcard(value.text);
		return wanted && ((event) => isScalar(valueAt(event, path)) && wanted.test(String(valueAt(event, path))));
	};

	const test = any();
	return at === tokens.length ? test : undefined;
}

type Value = TrailEvent[string] | undefined;

const isScalar = (value: Value): boolean => typeof value === "string" || typeof value === "boolean";

/** CloudTrail writes flags sometimes as booleans, sometimes as text. */
const isFlag = (value: Value, flag: string): boolean => isScalar(value) && String(value) === flag;

function valueAt(event: TrailEvent, path: readonly string[]): Value {
	let value: Value = event;
	for (const name of path) value = typeof value === "object" ? value[name] : undefined;
	return value;
}

const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

const wildcard = (text: string): RegExp => new RegExp(`^${text.split("*").map(literally).join(".*")}$`, "s");

function toRegExp(text: string): RegExp | undefined {
	try {
		return new RegExp(text);
	} catch {
		return undefined;
	}
}

/** Terms apply to the text of the event: all of the plain ones, one of those with `?`, none of those with `-`. */
function compileTerms(text: string): EventTest | undefined {
	const terms = [...text.matchAll(/([?-]?)(?:"((?:[^"\\]|\\.)*)"|%([^%]*)%|(\S+))/g)].map(([, sign = "", quoted, regex, word]) => ({
		sign,
		test: regex === undefined ? new RegExp(literally((quoted ?? word ?? "").replace(/\\(.)/g, "$1"))) : toRegExp(regex),
	}));
	const optional = terms.filter(({ sign }) => sign === "?");
	if (terms.some(({ test }) => test === undefined)) return undefined;
	return (event) => {
		const line = JSON.stringify(event);
		const holds = ({ test }: { test: RegExp | undefined }) => test?.test(line) === true;
		return (
			terms.filter(({ sign }) => sign === "").every(holds) &&
			!terms.some((term) => term.sign === "-" && holds(term)) &&
			(optional.length === 0 || optional.some(holds))
		);
	};
}
