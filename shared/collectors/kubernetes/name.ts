import type { Scope } from "../../core/scope.ts";

/** The name of an EKS cluster that another cluster of the scan shares: `prod.eu-west-1.111122223333`. EKS names have no dots. */
export const clusterNameAt = ({ name, region, account }: Scope & { readonly name: string }): string => `${name}.${region}.${account}`;
