import type { HbaRule } from "../../../core/resources/postgres.ts";

/**
 * Do these lines, in their order, let nobody in without TLS? `otherwise` is what holds when none of them decides: what the operator's own lines behind
 * them do, or `true` where nothing follows and PostgreSQL refuses what no line admits.
 */
export function refusesPlaintext(lines: readonly HbaRule[], otherwise: boolean | undefined): boolean | undefined {
	const barred = { 4: false, 6: false };
	for (const { type, databases, users, address, method } of lines) {
		if (type === "local" || type === "hostssl" || type === "hostgssenc") continue;
		const everybody = databases.includes("all") && users.includes("all");
		const families = address === "all" ? ([4, 6] as const) : ([address?.includes(":") ? 6 : 4] as const);
		if (method !== "reject") {
			if (!isLoopback(address) && families.some((family) => !barred[family])) return false;
		} else if (everybody && (address === "all" || /^(0\.0\.0\.0|::)\/0$/.test(address ?? "")))
			for (const family of families) barred[family] = true;
		if (barred[4] && barred[6]) return true;
	}
	return otherwise;
}

const isLoopback = (address: string | undefined): boolean => address === "samehost" || /^(127\.|::1(\/128)?$)/.test(address ?? "");
