import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { scannerGroup, scannerManifest } from "../../../shared/collectors/kubernetes/manifest.ts";
import { customLists, kubernetesLists } from "../../../shared/collectors/kubernetes/scan.permissions.ts";

interface Manifest {
	readonly kind: string;
	readonly metadata: { readonly name: string; readonly namespace?: string };
	readonly rules?: readonly {
		readonly apiGroups?: string[];
		readonly resources?: string[];
		readonly resourceNames?: string[];
		readonly nonResourceURLs?: string[];
		readonly verbs: string[];
	}[];
	readonly roleRef?: { readonly name: string };
	readonly subjects?: readonly { readonly kind: string; readonly name: string }[];
}

const read = (namespaces?: readonly string[]): Manifest[] =>
	parseAllDocuments(scannerManifest(namespaces)).flatMap((document) => {
		const data = (document as { toJS(): Manifest | null }).toJS();
		return data ? [data] : [];
	});

const grants = (manifests: readonly Manifest[]) =>
	manifests
		.flatMap(({ rules = [] }) => rules)
		.flatMap(({ apiGroups = [], resources = [], verbs }) =>
			apiGroups.flatMap((group) => resources.flatMap((resource) => verbs.map((verb) => `${verb} ${resource}.${group}`))),
		);

const lists = [...Object.values(kubernetesLists), ...Object.values(customLists)];

describe("the manifest of the scanner's rights", () => {
	it("grants every list that the collector asks for, namespaces by name, and nothing else", () => {
		const expected = lists.map(({ plural, group }) => `list ${plural}.${group}`);
		expect(grants(read()).sort()).toEqual([...expected, "get namespaces."].sort());
	});

	it("gives neither Secrets nor wildcards nor any verb that changes something", () => {
		for (const manifests of [read(), read(["orders"])]) {
			const rules = manifests.flatMap(({ rules = [] }) => rules);
			expect(rules.flatMap(({ resources = [] }) => resources)).not.toContain("secrets");
			expect(new Set(rules.flatMap(({ verbs }) => verbs))).toEqual(new Set(["get", "list"]));
			expect(JSON.stringify(rules)).not.toContain("*");
		}
	});

	it("binds the group everywhere", () => {
		expect(read().map(({ kind, roleRef, subjects }) => [kind, roleRef?.name, subjects?.[0]?.name])).toEqual([
			["ClusterRole", undefined, undefined],
			["ClusterRoleBinding", "parapet-scanner", scannerGroup],
		]);
	});

	it("with namespaces, grants their objects there only", () => {
		const manifests = read(["orders", "on"]);
		expect(manifests.map(({ kind, metadata, roleRef }) => [kind, metadata.name, metadata.namespace, roleRef?.name])).toEqual([
			["ClusterRole", "parapet-scanner", undefined, undefined],
			["ClusterRoleBinding", "parapet-scanner", undefined, "parapet-scanner"],
			["ClusterRole", "parapet-scanner-namespaced", undefined, undefined],
			["RoleBinding", "parapet-scanner", "orders", "parapet-scanner-namespaced"],
			["RoleBinding", "parapet-scanner", "on", "parapet-scanner-namespaced"],
		]);
		const [everywhere, , inNamespaces] = manifests;
		const scoped = (namespaced: boolean) =>
			lists
				.filter((list) => list.namespaced === namespaced && list.plural !== "namespaces")
				.map(({ plural, group }) => `list ${plural}.${group}`)
				.sort();
		expect(grants(inNamespaces ? [inNamespaces] : []).sort()).toEqual(scoped(true));
		expect(grants(everywhere ? [everywhere] : []).sort()).toEqual([...scoped(false), "get namespaces."].sort());
		expect(everywhere?.rules?.find(({ resources }) => resources?.includes("namespaces"))?.resourceNames).toEqual(["orders", "on"]);
	});
});
