import type { KubernetesWorkload } from "../../core/resources/kubernetes.ts";
import type { RawContainer } from "./containers.ts";
import { at, type JsonRecord, records, scalars, text } from "./json.ts";
import type { Reading } from "./listings.ts";
import { namespaceOf } from "./objects.ts";

/** Stands in a value for a part that is not known, because a Secret or the node gives it. */
export const unknownPart = "\uE000";

/** Beyond this a value counts as unknown: references to references can grow without end. */
const maximumLength = 16_384;

/** One variable of a container. */
export interface Variable {
	readonly name: string;
	/** With `unknownPart` where something is not known. Never leaves the collector unless it is known to be no secret. */
	readonly value: string;
	/** Where it is written: the variable itself, or key and ConfigMap. */
	readonly place: string;
}

/** The variables of a container, as far as they can be known without reading Secrets. */
export interface Environment {
	/** By name, in the order in which they are set. */
	readonly variables: ReadonlyMap<string, Variable>;
	/** Secrets that are taken whole, so that the names of their variables are unknown. */
	readonly wholeSecrets: boolean;
	/** It refers to ConfigMaps. */
	readonly usesConfigMaps: boolean;
	/** Variables that ConfigMaps should give which are not there: they do not exist, or were not read. `*` for one that is taken whole. */
	readonly missing: readonly string[];
	/** Arguments of the command, with references to variables replaced. */
	readonly command: readonly string[];
}

/** ConfigMaps by namespace and name. */
export type ConfigMaps = (namespace: string, name: string) => JsonRecord | undefined;

export function configMapFinder({ items }: Reading): ConfigMaps {
	const data = new Map(items.map((object) => [`${namespaceOf(object)}\n${object.metadata.name}`, object.data as JsonRecord]));
	return (namespace, name) => data.get(`${namespace}\n${name}`);
}

/** Resolves variables as the kubelet does: envFrom in its order, then env, each of which may refer to those before it. */
export function environmentOf({ spec }: RawContainer, namespace: string, configMaps: ConfigMaps): Environment {
	const variables = new Map<string, Variable>();
	let [wholeSecrets, usesConfigMaps] = [false, false];
	const missing: string[] = [];
	const set = (name: string, value: string, place: string) => {
		variables.delete(name);
		variables.set(name, { name, value: value.length > maximumLength ? unknownPart : value, place });
	};
	for (const source of records(spec.envFrom)) {
		const prefix = text(source.prefix) ?? "";
		const map = text(at(source, "configMapRef", "name"));
		if (at(source, "secretRef")) wholeSecrets = true;
		if (map === undefined) continue;
		usesConfigMaps = true;
		if (configMaps(namespace, map) === undefined) missing.push("*");
		for (const [key, value] of scalars(configMaps(namespace, map))) set(prefix + key, plain(value), `${prefix}${key} (ConfigMap ${map})`);
	}
	const resolve = (value: string) => expand(value, (name) => variables.get(name)?.value);
	for (const entry of records(spec.env)) {
		const name = text(entry.name);
		if (name === undefined) continue;
		const map = text(at(entry, "valueFrom", "configMapKeyRef", "name"));
		const key = text(at(entry, "valueFrom", "configMapKeyRef", "key"));
		if (map !== undefined && key !== undefined) {
			usesConfigMaps = true;
			const value = at(configMaps(namespace, map), key);
			if (typeof value === "string") set(name, plain(value), `${name} (ConfigMap ${map}, key ${key})`);
			else missing.push(name);
		} else if (entry.valueFrom !== undefined && entry.valueFrom !== null) set(name, unknownPart, name);
		else set(name, resolve(plain(text(entry.value) ?? "")), name);
	}
	const command = [spec.command, spec.args].flatMap((part) => (Array.isArray(part) ? part : [])).filter((part) => typeof part === "string");
	return { variables, wholeSecrets, usesConfigMaps, missing, command: command.map((part) => resolve(plain(part))) };
}

const plain = (value: string): string => value.replaceAll(unknownPart, "");

/** `$(NAME)` is the variable's value when it is set before, `$$` a dollar; everything else stays as it is. */
function expand(value: string, variable: (name: string) => string | undefined): string {
	let length = 0;
	const parts: string[] = [];
	for (const [part, name] of value.matchAll(/\$\$|\$\(([^()$]*)\)|[^$]+|\$/g)) {
		const replaced = part === "$$" ? "$" : name === undefined ? part : (variable(name) ?? part);
		length += replaced.length;
		if (length > maximumLength) return unknownPart;
		parts.push(replaced);
	}
	return parts.join("");
}

/** Secrets that a container takes as variables, one by one or whole. */
export function secretVariablesOf({ name, spec }: RawContainer): KubernetesWorkload["secretVariables"] {
	const whole = records(spec.envFrom).flatMap((source) => {
		const secret = text(at(source, "secretRef", "name"));
		return secret === undefined ? [] : [{ container: name, secret }];
	});
	const single = records(spec.env).flatMap((entry) => {
		const secret = text(at(entry, "valueFrom", "secretKeyRef", "name"));
		const key = text(at(entry, "valueFrom", "secretKeyRef", "key"));
		if (secret === undefined) return [];
		return [{ container: name, variable: text(entry.name) ?? "", secret, ...(key === undefined ? {} : { key }) }];
	});
	return [...whole, ...single];
}
