import type { Container, KubernetesWorkload } from "../../core/resources/kubernetes.ts";
import { at, defined, flag, integer, type JsonRecord, records, text, texts } from "./json.ts";

/** A container of a pod spec as it is written, and whether it only prepares the others. */
export interface RawContainer {
	readonly name: string;
	readonly spec: JsonRecord;
	readonly init: boolean;
}

/** Init containers first, in the order in which they start. One that is restarted always runs beside the others and is no init container here. */
export const rawContainers = (podSpec: unknown): RawContainer[] => [
	...records(at(podSpec, "initContainers")).map((spec) => ({
		name: text(spec.name) ?? "",
		spec,
		init: spec.restartPolicy !== "Always",
	})),
	...records(at(podSpec, "containers")).map((spec) => ({ name: text(spec.name) ?? "", spec, init: false })),
];

/** What the container and its pod set together; the container's own word counts. */
export function containerOf({ name, spec, init }: RawContainer, podSpec: unknown): Container {
	const own = (...keys: string[]) => at(spec, "securityContext", ...keys);
	const pods = (...keys: string[]) => at(podSpec, "securityContext", ...keys);
	const limit = (resource: string) =>
		quantity(at(spec, "resources", "limits", resource)) ?? quantity(at(podSpec, "resources", "limits", resource));
	return defined({
		name,
		image: text(spec.image) ?? "",
		init,
		privileged: flag(own("privileged")),
		allowPrivilegeEscalation: flag(own("allowPrivilegeEscalation")),
		runAsNonRoot: flag(own("runAsNonRoot")) ?? flag(pods("runAsNonRoot")),
		runAsUser: integer(own("runAsUser")) ?? integer(pods("runAsUser")),
		readOnlyRootFilesystem: flag(own("readOnlyRootFilesystem")),
		capabilitiesAdded: texts(own("capabilities", "add")),
		capabilitiesDropped: texts(own("capabilities", "drop")),
		seccompProfile: text(own("seccompProfile", "type")) ?? text(pods("seccompProfile", "type")),
		memoryLimit: limit("memory"),
		cpuLimit: limit("cpu"),
		ports: portsOf(spec).map(({ port, protocol, hostPort }) => defined({ port, protocol, hostPort })),
	});
}

const quantity = (value: unknown): string | undefined => (typeof value === "number" ? String(value) : text(value));

/** A port of a container with the name that policies may call it by. */
export interface NamedPort {
	readonly port: number;
	readonly protocol: string;
	readonly hostPort: number | undefined;
	readonly name: string | undefined;
}

export const portsOf = (spec: JsonRecord): NamedPort[] =>
	records(spec.ports).flatMap(({ containerPort, protocol, hostPort, name }) => {
		const port = integer(containerPort);
		if (port === undefined) return [];
		return [{ port, protocol: text(protocol) ?? "TCP", hostPort: integer(hostPort) || undefined, name: text(name) }];
	});

type Volumes = Pick<KubernetesWorkload, "hostPaths" | "secretVolumes" | "secretProviders" | "configMaps">;

/** What the pod mounts. Secrets are named only. */
export function volumesOf(podSpec: unknown): Volumes {
	const volumes = records(at(podSpec, "volumes"));
	const projected = volumes.flatMap((volume) => records(at(volume, "projected", "sources")));
	return {
		hostPaths: distinct(volumes.map((volume) => text(at(volume, "hostPath", "path")))),
		secretVolumes: distinct([
			...volumes.map((volume) => text(at(volume, "secret", "secretName"))),
			...projected.map((source) => text(at(source, "secret", "name"))),
		]).map((secret) => ({ secret })),
		secretProviders: distinct(
			volumes.map((volume) =>
				at(volume, "csi", "driver") === "secrets-store.csi.k8s.io"
					? text(at(volume, "csi", "volumeAttributes", "secretProviderClass"))
					: undefined,
			),
		),
		configMaps: distinct([
			...volumes.map((volume) => text(at(volume, "configMap", "name"))),
			...projected.map((source) => text(at(source, "configMap", "name"))),
		]),
	};
}

/** Is a token for the API server itself mounted by hand, whatever automounting says? One with an audience is for somebody else. */
export const mountsToken = (podSpec: unknown): boolean =>
	records(at(podSpec, "volumes")).some((volume) =>
		records(at(volume, "projected", "sources")).some(
			(source) => at(source, "serviceAccountToken") !== undefined && !text(at(source, "serviceAccountToken", "audience")),
		),
	);

const distinct = (values: readonly (string | undefined)[]): string[] => [...new Set(values.filter((value) => value !== undefined))];
