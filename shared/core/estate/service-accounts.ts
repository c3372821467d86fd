import { explainUnread } from "../observed.ts";
import type { KubernetesServiceAccount } from "../resources/index.ts";
import { clusterKey, type Membership, type OfKind } from "./clusters.ts";
import { notes } from "./notes.ts";
import type { ServiceAccount } from "./types.ts";

/** Service accounts with an IAM role, and those whose pods use a database, may do so, or were seen to. */
export function serviceAccounts(of: OfKind, membership: Membership): ServiceAccount[] {
	const connected = new Set(
		of("database.Connection").map(({ client }) => JSON.stringify([client.cluster, client.namespace, client.serviceAccount])),
	);
	const read = of("kubernetes.ServiceAccount").filter(
		(account) =>
			account.roleArn !== undefined ||
			("value" in account.podIdentityRole && account.podIdentityRole.value !== null) ||
			!("value" in account.usesDatabase && account.usesDatabase.value === false) ||
			connected.has(nameKey(account)),
	);
	const known = new Set(of("kubernetes.ServiceAccount").map((account) => placeKey(account, account.name)));
	const fromAws = of("eks.PodIdentity").filter((identity) => !known.has(placeKey(identity, identity.serviceAccount)));
	return [
		...read.map((account) => accountRecord(account, connected.has(nameKey(account)), membership)),
		...fromAws.map((identity): ServiceAccount => {
			const note = notes();
			const unread = (field: string) => note.miss(field, `The API of the cluster ${identity.cluster} was not read.`);
			const role = note.take("iamRoleExists", identity.role);
			membership.add(identity.roleArn, [clusterKey(identity)]);
			return {
				arn: identity.arn,
				namespace: identity.namespace,
				name: identity.serviceAccount,
				iamRole: identity.roleArn,
				iamRoleBy: "pod-identity",
				iamRoleExists: role?.exists ?? null,
				usesDatabase: unread("usesDatabase"),
				workloads: unread("workloads"),
				roles: unread("roles"),
				clusters: [clusterKey(identity)],
				...note.end(),
			};
		}),
	];
}

const nameKey = ({ cluster, namespace, name }: KubernetesServiceAccount): string => JSON.stringify([cluster, namespace, name]);
const placeKey = (
	place: { partition: string; account: string; region: string; cluster: string; namespace: string },
	name: string,
): string => `${clusterKey(place)}\n${place.namespace}\n${name}`;

function accountRecord(account: KubernetesServiceAccount, connected: boolean, membership: Membership): ServiceAccount {
	const { arn, name, namespace, roleArn, role, podIdentityRole, usesDatabase, workloads, roles } = account;
	const note = notes();
	const keys = [clusterKey(account)];
	// Software development kits take the role of the annotation before that of a pod identity.
	const identity = roleArn === undefined ? note.take("iamRole", podIdentityRole) : roleArn;
	if (identity !== null) membership.add(identity, keys);
	const none = identity === null && "value" in podIdentityRole;
	const by = identity === null ? {} : { iamRoleBy: roleArn === undefined ? ("pod-identity" as const) : ("annotation" as const) };
	return {
		arn,
		namespace,
		name,
		...(none ? {} : { iamRole: identity }),
		...by,
		...(role && roleArn !== undefined ? { iamRoleExists: note.take("iamRoleExists", role)?.exists ?? null } : {}),
		// A session is proof, whatever the configuration hides.
		usesDatabase:
			connected || ("value" in usesDatabase ? usesDatabase.value : note.miss("usesDatabase", explainUnread(usesDatabase.unread))),
		workloads: note.take("workloads", workloads)?.length ?? null,
		roles: note.take("roles", roles)?.length ?? null,
		clusters: keys,
		...note.end(),
	};
}
