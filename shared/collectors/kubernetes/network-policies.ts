import type { SelectingPolicy } from "../../core/resources/kubernetes.ts";
import type { KubernetesObject } from "../../kubernetes/port.ts";
import { portsOf, type RawContainer } from "./containers.ts";
import { at, defined, integer, type JsonRecord, list, records, text, texts } from "./json.ts";
import { namespaceOf } from "./objects.ts";
import type { Draft } from "./owners.ts";
import { createSelectorIndex, push, selectorOf, selectorText, selectsAll } from "./selectors.ts";

type Source = SelectingPolicy["ingress"][number];
type Port = Source["ports"][number];

/** A policy says what it isolates; without that it is ingress, and egress where it has rules for it. */
function typesOf({ spec }: KubernetesObject): readonly string[] {
	const types = texts(at(spec, "policyTypes"));
	if (types.length > 0) return types;
	return list(at(spec, "egress")).length > 0 ? ["Ingress", "Egress"] : ["Ingress"];
}

/** Selects every pod of its namespace and admits nobody. */
export const deniesAllIngress = (policy: KubernetesObject): boolean =>
	selectsAll(selectorOf(at(policy.spec, "podSelector"))) &&
	typesOf(policy).includes("Ingress") &&
	list(at(policy.spec, "ingress")).length === 0;

/** Answers which policies select a workload: those that select every one of its pods. */
export function policyFinder(
	policies: readonly KubernetesObject[],
	drafts: readonly Draft[],
): (draft: Draft, containers: readonly RawContainer[]) => SelectingPolicy[] {
	const policiesOf = new Map<string, KubernetesObject[]>();
	for (const policy of policies) push(policiesOf, namespaceOf(policy), policy);
	const draftsOf = Map.groupBy(drafts, ({ namespace }) => namespace);
	const indexes = new Map(
		[...policiesOf].map(([namespace, items]) => [
			namespace,
			createSelectorIndex(
				items.map((item) => ({ item, selector: selectorOf(at(item.spec, "podSelector")) })),
				(draftsOf.get(namespace) ?? []).flatMap(({ podLabels }) => podLabels),
			),
		]),
	);
	return ({ namespace, podLabels }, containers) => {
		const index = indexes.get(namespace);
		if (!index) return [];
		const [first = [], ...others] = podLabels.map(index);
		return first
			.filter((policy) => others.every((selecting) => selecting.includes(policy)))
			.map((policy) => selectingPolicy(policy, containers));
	};
}

function selectingPolicy(policy: KubernetesObject, containers: readonly RawContainer[]): SelectingPolicy {
	const types = typesOf(policy);
	const isolatesIngress = types.includes("Ingress");
	return {
		name: policy.metadata.name,
		isolatesIngress,
		isolatesEgress: types.includes("Egress"),
		ingress: isolatesIngress ? records(at(policy.spec, "ingress")).flatMap((rule) => sourcesOf(rule, containers)) : [],
	};
}

/** Who a rule admits, and to which ports; nobody when its ports are names that no container has. */
function sourcesOf(rule: JsonRecord, containers: readonly RawContainer[]): Source[] {
	const wanted = records(rule.ports);
	const ports = wanted.flatMap((port) => portOf(port, containers));
	if (wanted.length > 0 && ports.length === 0) return [];
	const peers = records(rule.from);
	if (peers.length === 0) return [{ kind: "anywhere", detail: "anywhere", ports }];
	return peers.map((peer) => ({ ...peerOf(peer), ports }));
}

function peerOf({ podSelector, namespaceSelector, ipBlock }: JsonRecord): Omit<Source, "ports"> {
	if (ipBlock) {
		const except = texts(at(ipBlock, "except"));
		return defined({ kind: "cidr" as const, detail: text(at(ipBlock, "cidr")) ?? "", except: except.length > 0 ? except : undefined });
	}
	const pods = podSelector ? selectorOf(podSelector) : undefined;
	const spaces = namespaceSelector ? selectorOf(namespaceSelector) : undefined;
	const somePods = pods && !selectsAll(pods) ? selectorText(pods) : undefined;
	const where = spaces && (selectsAll(spaces) ? "all namespaces" : `namespaces ${selectorText(spaces)}`);
	if (somePods !== undefined) return { kind: "pods", detail: where === undefined ? somePods : `${somePods} in ${where}` };
	if (spaces === undefined) return { kind: "pods", detail: "all pods of the namespace" };
	return selectsAll(spaces) ? { kind: "allNamespaces", detail: "all namespaces" } : { kind: "namespaces", detail: selectorText(spaces) };
}

/** A name stands for the ports that the workload's own containers call so. Without a port the protocol's are all meant. */
function portOf({ port, endPort, protocol }: JsonRecord, containers: readonly RawContainer[]): Port[] {
	const transport = text(protocol) ?? "TCP";
	if (port === undefined || port === null) return [{ port: "1", endPort: 65535, protocol: transport }];
	const number = typeof port === "number" ? port : undefined;
	if (number !== undefined) return [defined({ port: String(number), endPort: integer(endPort), protocol: transport })];
	return containers
		.flatMap(({ spec }) => portsOf(spec))
		.filter((candidate) => candidate.name === port && candidate.protocol === transport)
		.map((candidate) => ({ port: String(candidate.port), protocol: transport }));
}
