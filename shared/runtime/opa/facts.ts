import { resourceKinds } from "../../core/kinds.ts";
import { documentSchema } from "../../core/resources/document-schema.ts";
import type { PolicyBundle } from "../../policies/bundle.ts";
import { parsePath } from "../../policies/paths.ts";
import type { PolicyPackage, RegoFile } from "./sources.ts";

/**
 * Facts that a policy reads, that may be unknown, and that it does not require although it can pass: where one is unknown, what rests on it
 * is undefined, and the policy may pass what nobody knows. One line a policy. That may be meant, say where only the severity rests on it.
 */
export function unrequiredFacts({ policies }: PolicyBundle, packages: readonly PolicyPackage[], sources: readonly RegoFile[]): string[] {
	const files = new Map(packages.map((each) => [each.package.join("."), new Set(each.files)]));
	return policies.flatMap(({ package: name, kinds, requires }) => {
		if (requires.length === 0) return [];
		const uncertain = new Set((kinds ?? resourceKinds).flatMap(uncertainFacts));
		const required = new Set(requires.map((path) => factOf((parsePath(path) ?? []).map((step) => (step === "each" ? "" : step.name)))));
		const read = sources
			.filter(({ file, test }) => !test && files.get(name)?.has(file))
			.flatMap(({ inputs }) => inputs.map(({ path }) => factOf(path)));
		const facts = [...new Set(read)].filter((fact) => uncertain.has(fact) && !required.has(fact)).sort();
		if (facts.length === 0) return [];
		const [them, areThey] = facts.length === 1 ? ["it", "it is"] : ["them", "one is"];
		return [
			`${name} reads ${facts.join(", ")} without requiring ${them}: where ${areThey} unknown, what rests on it is undefined, and may pass.`,
		];
	});
}

/** `resource.tls` of `resource.tls.enabled`, `tags` of `tags.owner`: what is read, or not, as a whole. */
const factOf = (path: readonly string[]): string => path.slice(0, path[0] === "resource" ? 2 : 1).join(".");

/** Facts that a document of the kind may lack. */
function uncertainFacts(kind: (typeof resourceKinds)[number]): string[] {
	const { properties } = documentSchema(kind) as {
		properties: { resource: { properties: Record<string, unknown>; required?: readonly string[] } };
	};
	const { properties: fields, required = [] } = properties.resource;
	return ["tags", ...Object.keys(fields).flatMap((field) => (required.includes(field) ? [] : [`resource.${field}`]))];
}
