import { builtinsAt } from "./builtins.ts";
import type { PolicyBundle } from "./bundle.ts";
import { defaultLimits } from "./limits.ts";

interface Exports {
	readonly builtins: () => number;
	readonly opa_json_dump: (value: number) => number;
}

/** Names of the functions that a bundle's modules call outside WebAssembly and that no scan gives them, sorted. Starts the modules, evaluates nothing. */
export function missingBuiltins({ modules }: PolicyBundle): string[] {
	const known = builtinsAt(0);
	const called = new Set(modules.flatMap(calledBuiltins));
	return [...called].filter((name) => !known.has(name)).sort();
}

function calledBuiltins(wasm: Uint8Array): string[] {
	const memory = new WebAssembly.Memory({ initial: 5, maximum: defaultLimits.memoryPages });
	const refuse = (): never => {
		throw new Error("nothing is called while a module starts");
	};
	const env = {
		memory,
		opa_abort: refuse,
		opa_println: refuse,
		opa_builtin0: refuse,
		opa_builtin1: refuse,
		opa_builtin2: refuse,
		opa_builtin3: refuse,
		opa_builtin4: refuse,
	};
	const { builtins, opa_json_dump: dump } = new WebAssembly.Instance(new WebAssembly.Module(wasm as Uint8Array<ArrayBuffer>), { env })
		.exports as unknown as Exports;
	const bytes = new Uint8Array(memory.buffer, dump(builtins()));
	return Object.keys(JSON.parse(new TextDecoder().decode(bytes.subarray(0, bytes.indexOf(0)))) as Record<string, number>);
}
