/** Credentials are renewed when they have less than this left, in milliseconds. */
const renewal = 60_000;

/** Asks for something that expires when it is first needed, when it is about to expire, and when it was refused; at most once at a time. */
export function renewed<T extends { readonly expires?: number | undefined }>(
	make: () => Promise<T>,
	now: () => number,
): (renew: boolean) => Promise<T> {
	let current: T | undefined;
	let pending: Promise<T> | undefined;
	return async (renew) => {
		if (!renew && current && (current.expires === undefined || current.expires - now() > renewal)) return current;
		pending ??= make()
			.then((made) => {
				current = made;
				return made;
			})
			.finally(() => {
				pending = undefined;
			});
		return pending;
	};
}
