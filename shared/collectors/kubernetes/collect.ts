// Placeholder of K1a until K1b's is there: overwrite this file.
import type { KubernetesApi } from "../../kubernetes/port.ts";
import type { Collected } from "../ports.ts";

export async function collectKubernetes(
	_api: KubernetesApi,
	_place: { partition: string; account: string; region: string },
): Promise<Collected> {
	return { resources: [], errors: [] };
}
