import { parse } from "yaml";
import { type ResourceKind, resourceKinds } from "../core/kinds.ts";
import { type Severity, severities } from "../core/severity.ts";
import { longestMessage } from "./limits.ts";
import { parsePath } from "./paths.ts";

/** Framework id to requirement ids, as a policy or one of its results states them. */
export type StatedFrameworks = Readonly<Record<string, readonly string[]>>;

/** What a policy says of itself. */
export interface PolicyMetadata {
	readonly title: string | undefined;
	readonly description: string | undefined;
	readonly severity: Severity;
	/** Undefined: all kinds. */
	readonly kinds: readonly ResourceKind[] | undefined;
	/** Paths of the document without which the policy cannot judge. */
	readonly requires: readonly string[];
	readonly frameworks: StatedFrameworks;
	readonly remediation: string | undefined;
	/** https only. */
	readonly links: readonly string[];
}

/** Annotations of OPA, as YAML gives them. */
type Annotations = Readonly<Record<string, unknown>>;

/** The package of a Rego source, as a path of names, with the annotations above it; undefined when the source declares none. */
export function readPackage(
	source: string,
): { readonly path: readonly string[]; readonly annotations: Annotations | undefined } | undefined {
	const lines = source.split(/\r?\n/);
	const at = lines.findIndex((line) => /^\s*package\s/.test(line));
	const path = at === -1 ? undefined : packagePath(lines[at] ?? "");
	if (!path) return undefined;
	let start = at;
	while (/^\s*#/.test(lines[start - 1] ?? "")) start--;
	const head = lines.slice(start, at).map((line) => line.replace(/^\s*#/, ""));
	const marker = head.findIndex((line) => /^\s*METADATA\s*$/.test(line));
	if (marker === -1) return { path, annotations: undefined };
	const annotations: unknown = parse(head.slice(marker + 1).join("\n"));
	return { path, annotations: isObject(annotations) ? annotations : undefined };
}

/** `package acme["my-pkg"].x` as its names. */
function packagePath(line: string): string[] | undefined {
	const reference = line.replace(/^\s*package\s+/, "");
	const names: string[] = [];
	const part = /\s*(?:(?:^|\.)\s*([A-Za-z_]\w*)|\[\s*("(?:[^"\\]|\\.)*")\s*\])/y;
	for (let match = part.exec(reference); match; match = part.exec(reference)) {
		names.push(match[1] ?? (JSON.parse(match[2] ?? '""') as string));
	}
	return names.length > 0 ? names : undefined;
}

/** Names that somebody may write for ours; such a mistake would otherwise have no effect but silence. */
const misspelt: Readonly<Record<string, string>> = {
	kind: "kinds",
	require: "requires",
	required: "requires",
	framework: "frameworks",
	recommendation: "remediation",
	level: "severity",
};

/** The metadata in annotations. `problem` gets every mistake; a missing entry has its default. */
export function metadataOf(annotations: Annotations, problem: (message: string) => void): PolicyMetadata {
	const custom = annotations.custom ?? {};
	if (!isObject(custom)) problem("custom must be a mapping");
	const own: Annotations = isObject(custom) ? custom : {};
	for (const [wrong, right] of Object.entries(misspelt)) {
		if (Object.hasOwn(own, wrong) && !Object.hasOwn(own, right)) problem(`custom.${wrong} has no meaning; custom.${right} has`);
	}
	return {
		title: textOf(annotations.title, "title", problem),
		description: textOf(annotations.description, "description", problem),
		severity: severityOf(own.severity, problem) ?? "medium",
		kinds: own.kinds === undefined ? undefined : kindsOf(own.kinds, problem),
		requires: requiresOf(own.requires, problem),
		frameworks: frameworksOf(own.frameworks, (message) => problem(`custom.${message}`)) ?? {},
		remediation: textOf(own.remediation, "custom.remediation", problem),
		links: linksOf(annotations.related_resources),
	};
}

function severityOf(value: unknown, problem: (message: string) => void): Severity | undefined {
	if (value === undefined) return undefined;
	const severity = severities.find((each) => each === value);
	if (!severity) problem(`custom.severity is ${shown(value)}; it must be one of ${severities.join(", ")}`);
	return severity;
}

function kindsOf(value: unknown, problem: (message: string) => void): readonly ResourceKind[] {
	const stated = textsOf(value);
	if (!stated || stated.length === 0) {
		problem("custom.kinds must be a list of resource kinds");
		return [];
	}
	const known: readonly string[] = resourceKinds;
	for (const kind of stated)
		if (!known.includes(kind)) problem(`custom.kinds: there is no kind ${shown(kind)} (parapet policy schema lists them)`);
	return [...new Set(stated)].filter((kind) => known.includes(kind)) as ResourceKind[];
}

function requiresOf(value: unknown, problem: (message: string) => void): readonly string[] {
	if (value === undefined) return [];
	const stated = textsOf(value);
	if (!stated) problem("custom.requires must be a list of paths");
	for (const path of stated ?? [])
		if (!parsePath(path)) problem(`custom.requires: ${shown(path)} is no path such as resource.sessions[].tls`);
	return stated ?? [];
}

/** `{framework: [requirement]}`; a single requirement may stand without its list. Undefined when there is none or it is none. */
export function frameworksOf(value: unknown, problem: (message: string) => void): StatedFrameworks | undefined {
	if (value === undefined || value === null) return undefined;
	const entries = isObject(value) ? Object.entries(value).map(([id, ids]) => [id, textsOf(ids)] as const) : undefined;
	if (entries?.every(([, ids]) => ids !== undefined)) return Object.fromEntries(entries) as Record<string, string[]>;
	problem("frameworks must map framework ids to lists of requirement ids");
	return undefined;
}

/** https addresses of OPA's `related_resources`, which may be texts or mappings. */
function linksOf(value: unknown): readonly string[] {
	if (!Array.isArray(value)) return [];
	const stated = value.map((entry) => (isObject(entry) ? entry.ref : entry));
	return stated.filter((entry): entry is string => typeof entry === "string" && URL.canParse(entry) && entry.startsWith("https://"));
}

function textOf(value: unknown, name: string, problem: (message: string) => void): string | undefined {
	if (value === undefined || value === null) return undefined;
	if (typeof value === "string") return value.trim().slice(0, longestMessage) || undefined;
	problem(`${name} must be a text`);
	return undefined;
}

/** A list of texts, from a list or from one of them; numbers such as 4.2 are what YAML makes of a requirement without quotes. */
function textsOf(value: unknown): string[] | undefined {
	const list = Array.isArray(value) ? value : [value];
	return list.every((entry) => typeof entry === "string" || typeof entry === "number") ? list.map(String) : undefined;
}

/** Is it an object other than a list? */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === "object" && value !== null && !Array.isArray(value);

/** A value for a message, short. */
export function shown(value: unknown): string {
	const text = JSON.stringify(value) ?? String(value);
	return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
