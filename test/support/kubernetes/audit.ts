import { readFile } from "node:fs/promises";

/** One call as the server's audit log has it: who asked for what, and the answer's status. */
export interface AuditedCall {
	readonly user: string;
	readonly verb: string;
	readonly uri: string;
	readonly group: string;
	readonly version: string;
	/** Plural, such as "secrets"; empty for calls that are not about resources. */
	readonly resource: string;
	readonly subresource: string;
	/** Empty for cluster-wide calls. */
	readonly namespace: string;
	readonly name: string;
	/** 0 while the answer is under way, such as for a watch. */
	readonly status: number;
	readonly userAgent: string;
}

interface AuditEvent {
	readonly auditID: string;
	readonly stage: "RequestReceived" | "ResponseStarted" | "ResponseComplete" | "Panic";
	readonly verb: string;
	readonly requestURI: string;
	readonly userAgent?: string;
	readonly user: { readonly username?: string };
	readonly objectRef?: Readonly<Partial<Record<"resource" | "subresource" | "namespace" | "name" | "apiGroup" | "apiVersion", string>>>;
	readonly responseStatus?: { readonly code?: number };
}

/** The users whose calls are not recorded: the server's own, and this harness. */
export const unaudited = ["system:apiserver", "system:anonymous", "parapet-harness"] as const;

/** Records who asked for what, never a body. */
export const auditPolicy = {
	apiVersion: "audit.k8s.io/v1",
	kind: "Policy",
	rules: [{ level: "None", users: unaudited }, { level: "Metadata" }],
};

const calls = (text: string): AuditedCall[] => {
	const byId = new Map<string, AuditedCall>();
	// The last line may be half written; its call is then still to be answered.
	for (const line of text.slice(0, text.lastIndexOf("\n") + 1).split("\n")) {
		if (line === "") continue;
		const event = JSON.parse(line) as AuditEvent;
		const about = event.objectRef ?? {};
		byId.set(event.auditID, {
			user: event.user.username ?? "",
			verb: event.verb,
			uri: event.requestURI,
			group: about.apiGroup ?? "",
			version: about.apiVersion ?? "",
			resource: about.resource ?? "",
			subresource: about.subresource ?? "",
			namespace: about.namespace ?? "",
			name: about.name ?? "",
			status: event.responseStatus?.code ?? 0,
			userAgent: event.userAgent ?? "",
		});
	}
	return [...byId.values()];
};

/** Reads the log. A call is logged before it is worked on, and again after its answer was sent: so the answers are waited for, a little. */
export function auditLog(file: string): { calls(): Promise<AuditedCall[]>; forget(): Promise<void> } {
	let forgotten = 0;
	const read = async () => calls(await readFile(file, "utf8").catch(() => ""));
	const settled = async () => {
		for (let attempt = 0; ; attempt++) {
			const all = await read();
			if (attempt >= 40 || all.every(({ status, verb }) => status !== 0 || verb === "watch")) return all;
			await new Promise((resolve) => setTimeout(resolve, 50));
		}
	};
	return {
		calls: async () => (await settled()).slice(forgotten),
		async forget() {
			forgotten = (await settled()).length;
		},
	};
}
