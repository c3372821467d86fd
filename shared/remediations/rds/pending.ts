/** Does a value of PendingModifiedValues say anything? AWS fills members with empty lists and structures. */
const says = (value: unknown): boolean => {
	if (value === undefined || value === null) return false;
	if (value instanceof Date) return true;
	if (Array.isArray(value)) return value.length > 0;
	if (typeof value === "object") return Object.values(value).some(says);
	return true;
};

/** Names of the changes that wait for the maintenance window or a reboot. AWS leaves PendingModifiedValues out when nothing waits. */
export const pendingNames = (pending: object | undefined): string[] =>
	Object.entries(pending ?? {})
		.filter(([, value]) => says(value))
		.map(([name]) => name)
		.sort();
