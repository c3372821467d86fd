import type { Scope } from "../core/scope.ts";

/** An EKS cluster as its ARN names it. */
export interface EksName extends Scope {
	readonly name: string;
}

/** The parts of an EKS cluster's ARN, which `aws eks update-kubeconfig` writes as the cluster's name; undefined for any other text. */
export function parseEksArn(text: string): EksName | undefined {
	const [, partition, region, account, name] = /^arn:([^:]+):eks:([^:]+):(\d{12}):cluster\/([A-Za-z0-9_-]+)$/.exec(text) ?? [];
	return partition && region && account && name ? { partition, region, account, name } : undefined;
}
