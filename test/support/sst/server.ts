import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { BuildRequest, bundle } from "./bundle.ts";
import type { FunctionBundle } from "./graph.ts";

interface Call {
	readonly method: string;
	readonly params: readonly [unknown];
}

/** Answers what SST's components ask of SST's command line: where assets go, and bundles of functions; gives its address. */
export async function componentServer(folder: string, bundles: FunctionBundle[], build: typeof bundle): Promise<string> {
	const methods: Readonly<Record<string, (argument: unknown) => unknown>> = {
		"Provider.Aws.Bootstrap": (argument) => {
			const { region } = argument as { region: string };
			return { asset: `sst-asset-${region}`, assetEcrRegistryId: "", assetEcrUrl: "", state: `sst-state-${region}` };
		},
		"Runtime.Build": async (argument) => {
			const { answer, bundle: built } = await build(argument as BuildRequest, folder);
			if (built) bundles.push(built);
			return answer;
		},
	};
	const server = createServer(async (request, response) => {
		let body = "";
		for await (const part of request.setEncoding("utf8")) body += part;
		const { method, params } = JSON.parse(body) as Call;
		const answer = await (async () => {
			try {
				const call = methods[method];
				return call ? { result: await call(params[0]) } : { error: `${method}: not answered by the offline harness` };
			} catch (error) {
				return { error: error instanceof Error ? error.message : String(error) };
			}
		})();
		response.setHeader("connection", "close");
		response.end(JSON.stringify(answer));
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	// A request under way keeps the process alive; waiting for one does not.
	server.unref();
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
