import { type EksName, parseEksArn } from "../../kubernetes/eks-name.ts";
import type { AppConfig } from "./app-config.ts";

/** The name by which a cluster is known: its own unless another configured cluster has the same. */
export function clusterName(arn: string, { kubernetes }: Pick<AppConfig, "kubernetes">): string {
	const names = kubernetes.clusters.flatMap((each) => parseEksArn(each) ?? []);
	const own = parseEksArn(arn) as EksName;
	return names.filter(({ name }) => name === own.name).length < 2 ? own.name : `${own.name}.${own.region}.${own.account}`;
}
