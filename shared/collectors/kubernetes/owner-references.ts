import type { KubernetesObject, OwnerReference } from "../../kubernetes/port.ts";
import { at, list, record, text } from "./json.ts";

/** What controls the object, else what owns it first. */
export function ownerOf({ metadata }: KubernetesObject): OwnerReference | undefined {
	const owners = list(metadata.ownerReferences)
		.map(record)
		.filter(({ kind, name }) => text(kind) && text(name));
	const owner = owners.find(({ controller }) => controller === true) ?? owners[0];
	return owner && ({ ...owner, apiVersion: text(owner.apiVersion) ?? "" } as unknown as OwnerReference);
}

/** API groups of all that own the object. */
export const ownerGroupsOf = ({ metadata }: KubernetesObject): string[] =>
	list(metadata.ownerReferences).map((owner) => groupOf(text(record(owner).apiVersion) ?? ""));

/** `apps` of `apps/v1`, empty for the core's `v1`. */
export const groupOf = (apiVersion: string): string => (apiVersion.includes("/") ? (apiVersion.split("/")[0] as string) : "");

export const phaseOf = (pod: KubernetesObject): string | undefined => text(at(pod, "status", "phase"));

export const isRunning = (pod: KubernetesObject): boolean => phaseOf(pod) === "Running";

/** Its containers have run to their end and are not started again. */
export const hasEnded = (pod: KubernetesObject): boolean => ["Succeeded", "Failed"].includes(phaseOf(pod) ?? "");
