import { createHash, timingSafeEqual } from "node:crypto";
import type { KubernetesObject } from "../../kubernetes/port.ts";
import type { Consumer, Mapped } from "./mapping.ts";

/** Does the Kubernetes Secret hold what the consumer should have of the current value? Compared by hash; nothing of either is kept. */
export function holdsCurrent(secret: KubernetesObject | undefined, { mapped, reshaped }: Consumer, text: string): boolean {
	const data = (secret?.data ?? {}) as Readonly<Record<string, string>>;
	const value = parse(text);
	const expected = reshaped ? undefined : mapped.flatMap((each) => expectedOf(each, value, text));
	// Nothing that could be worked out proves nothing.
	if (expected === undefined || expected.length === 0 || expected.includes(undefined)) return mentions(data, value, text);
	return expected.every((each) => {
		const held = each && data[each[0]];
		return each !== undefined && held !== undefined && same(Buffer.from(held, "base64"), Buffer.from(each[1]));
	});
}

/** Key and value; undefined when the value is not a plain one, as External Secrets would have to make it. */
function expectedOf(
	mapped: Mapped,
	value: Readonly<Record<string, unknown>> | undefined,
	text: string,
): (readonly [string, string] | undefined)[] {
	if ("every" in mapped) {
		if (!value) return [undefined];
		return Object.entries(value).flatMap(([key, member]) => {
			const plain = plainOf(member);
			// Other characters are replaced, by a strategy of the ExternalSecret's choice.
			return plain === undefined || !/^[-._a-zA-Z0-9]+$/.test(key) ? [] : [[key, plain] as const];
		});
	}
	if (mapped.property === undefined) return [[mapped.key, text]];
	const plain = plainOf(memberOf(value, mapped.property));
	return [plain === undefined ? undefined : [mapped.key, plain]];
}

/** A member by its name or, as the operator also reads it, by a path of names. */
function memberOf(value: Readonly<Record<string, unknown>> | undefined, property: string): unknown {
	if (value && Object.hasOwn(value, property)) return value[property];
	let found: unknown = value;
	for (const name of property.split("."))
		found =
			typeof found === "object" && found !== null && Object.hasOwn(found, name) ? (found as Record<string, unknown>)[name] : undefined;
	return found;
}

const plainOf = (member: unknown): string | undefined =>
	typeof member === "string" ? member : typeof member === "number" || typeof member === "boolean" ? String(member) : undefined;

/** Is the current password in any value, as it is, or as JSON and URLs have it? */
function mentions(data: Readonly<Record<string, string>>, value: Readonly<Record<string, unknown>> | undefined, text: string): boolean {
	const password = typeof value?.password === "string" ? value.password : text;
	const forms = [password, JSON.stringify(password).slice(1, -1), encodeURIComponent(password)];
	return Object.values(data).some((held) => {
		const plain = Buffer.from(held, "base64").toString("utf8");
		return forms.some((form) => plain.includes(form));
	});
}

const same = (one: Uint8Array, other: Uint8Array): boolean => timingSafeEqual(digest(one), digest(other));
const digest = (bytes: Uint8Array): Buffer => createHash("sha256").update(bytes).digest();

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
	} catch {
		return undefined;
	}
}
