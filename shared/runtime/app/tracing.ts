import type { MiddyfiedHandler } from "@middy/core";

/**
 * The function with segments of its own in X-Ray: the handler's, its errors and cold starts. It costs 125 kB of bundle, loaded with the first event, so that
 * functions which must stay small leave it out; Lambda traces their invocations all the same.
 */
export function traced<Event, Result>(name: string, handler: MiddyfiedHandler<Event, Result>): MiddyfiedHandler<Event, Result> {
	let loading: Promise<ReturnType<typeof import("./segments.ts").segments>> | undefined;
	const loaded = () => {
		loading ??= import("./segments.ts").then(({ segments }) => segments(name));
		return loading;
	};
	return handler.use({
		before: async (request) => {
			await (await loaded()).before?.(request);
		},
		after: async (request) => {
			await (await loaded()).after?.(request);
		},
		onError: async (request) => {
			await (await loaded()).onError?.(request);
		},
	});
}
