import type { Region } from "../../../core/resources/index.ts";

/** Is it known that the region has no databases? */
export const hasNoDatabases = ({ databases }: Region): boolean =>
	"value" in databases && databases.value.instances === 0 && databases.value.clusters === 0;

/** Is it known that the region has no EKS clusters? */
export const hasNoClusters = ({ eksClusters }: Region): boolean => "value" in eksClusters && eksClusters.value === 0;
