/// <reference path="./.sst/platform/config.d.ts" />

// SST allows no imports up here: they belong into run().
export default $config({
	app(input) {
		const production = input.stage === "prod";
		return {
			name: "parapet",
			home: "aws",
			// Evidence outlives the stack; `sst remove --stage prod` is refused.
			removal: production ? "retain" : "remove",
			protect: production,
			providers: { aws: { version: "7.20.0" } },
		};
	},
	async run() {
		const { parapet } = await import("./stacks/parapet.ts");
		return parapet();
	},
});
