import type { Action } from "../action.ts";
import { eksClusterAdminKnown } from "./eks-cluster-admin-known.ts";
import { eksClusterEndpointRestricted } from "./eks-cluster-endpoint-restricted.ts";
import { eksClusterLogs } from "./eks-cluster-logs.ts";
import { eksClusterSecretsEncrypted } from "./eks-cluster-secrets-encrypted.ts";
import { eksClusterVersion } from "./eks-cluster-version.ts";

export const eksActions: readonly Action[] = [
	eksClusterAdminKnown,
	eksClusterEndpointRestricted,
	eksClusterLogs,
	eksClusterSecretsEncrypted,
	eksClusterVersion,
];
