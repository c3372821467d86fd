import * as opa from "@open-policy-agent/opa-wasm";
import { type Builtin, ExactJson } from "./builtins.ts";

/** What OPA's modules export and this file calls. */
interface Exports {
	readonly builtins: () => number;
	readonly opa_json_dump: (value: number) => number;
	readonly opa_json_parse: (address: number, length: number) => number;
	readonly opa_malloc: (length: number) => number;
	readonly opa_heap_ptr_get: () => number;
	readonly opa_heap_ptr_set: (address: number) => void;
	readonly opa_eval_ctx_new: () => number;
	readonly opa_eval_ctx_set_input: (context: number, value: number) => void;
	readonly opa_eval_ctx_set_data: (context: number, value: number) => void;
	readonly opa_eval_ctx_set_entrypoint: (context: number, entrypoint: number) => void;
	readonly opa_eval_ctx_get_result: (context: number) => number;
	readonly eval: (context: number) => void;
	readonly opa_wasm_abi_minor_version: WebAssembly.Global;
}

/** A running module. */
export interface Instance {
	/** Takes JSON in UTF-8 as the input of the evaluations that follow. */
	readonly setInput: (json: Uint8Array) => void;
	/** The value of an entrypoint for the input; undefined when the rule is undefined. */
	readonly evaluate: (entrypoint: string) => unknown;
}

/** The package declares this class by name and exports it by default only. */
const { LoadedPolicy } = (opa as unknown as { readonly default: Pick<typeof opa, "LoadedPolicy"> }).default;

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/**
 * Runs a compiled module with at most so many pages of memory. The imports are ours: built-in functions see values as Go's do, an unknown
 * one is an error of the policy that calls it, and what is printed is dropped.
 */
export function instantiate(
	module: WebAssembly.Module,
	data: string | undefined,
	builtins: ReadonlyMap<string, Builtin>,
	memoryPages: number,
): Instance {
	const memory = new WebAssembly.Memory({ initial: 5, maximum: memoryPages });
	const names: string[] = [];
	const call = (id: number, _context: number, ...values: number[]): number => {
		const name = names[id] ?? `number ${id}`;
		const builtin = builtins.get(name);
		if (!builtin) throw new Error(`it calls ${name}, which is not available to policies`);
		const result = builtin(...(values.map((address) => JSON.parse(textAt(memory, exports.opa_json_dump(address)))) as never[]));
		if (result === undefined) return 0;
		return load(encoder.encode(result instanceof ExactJson ? result.text : JSON.stringify(result)));
	};
	const load = (bytes: Uint8Array): number => {
		const address = exports.opa_malloc(bytes.length);
		new Uint8Array(memory.buffer).set(bytes, address);
		return exports.opa_json_parse(address, bytes.length);
	};
	const wasm = new WebAssembly.Instance(module, {
		env: {
			memory,
			opa_abort: (address: number) => {
				throw new Error(textAt(memory, address));
			},
			opa_println: () => {},
			opa_builtin0: call,
			opa_builtin1: call,
			opa_builtin2: call,
			opa_builtin3: call,
			opa_builtin4: call,
		},
	});
	const exports = wasm.exports as unknown as Exports;
	for (const [name, id] of Object.entries(JSON.parse(textAt(memory, exports.opa_json_dump(exports.builtins()))) as Record<string, number>))
		names[id] = name;
	const policy = new LoadedPolicy(wasm as never, memory, exports.opa_wasm_abi_minor_version.value);
	if (data !== undefined) policy.setData(toBuffer(encoder.encode(data)));
	const entrypoints = policy.entrypoints as Readonly<Record<string, number>>;
	let input = 0;
	let heap = policy.dataHeapPtr as number;
	// Most of the time of the package's own `evaluate` goes into parsing the input, for every entrypoint again. Here it is parsed once, and
	// every evaluation gives back the memory that it took (https://www.openpolicyagent.org/docs/wasm, ABI 1.0).
	return {
		setInput(json) {
			exports.opa_heap_ptr_set(policy.dataHeapPtr as number);
			input = load(json);
			if (input === 0) throw new Error("it could not read the document");
			heap = exports.opa_heap_ptr_get();
		},
		evaluate(entrypoint) {
			const id = entrypoints[entrypoint];
			if (id === undefined) throw new Error(`its module has no entrypoint ${entrypoint}`);
			exports.opa_heap_ptr_set(heap);
			const context = exports.opa_eval_ctx_new();
			exports.opa_eval_ctx_set_input(context, input);
			exports.opa_eval_ctx_set_data(context, policy.dataAddr);
			exports.opa_eval_ctx_set_entrypoint(context, id);
			exports.eval(context);
			const answers: unknown = JSON.parse(textAt(memory, exports.opa_json_dump(exports.opa_eval_ctx_get_result(context))));
			return Array.isArray(answers) ? (answers[0] as { result?: unknown } | undefined)?.result : undefined;
		},
	};
}

/** The zero-terminated text at an address. */
function textAt(memory: WebAssembly.Memory, address: number): string {
	const bytes = new Uint8Array(memory.buffer);
	const end = bytes.indexOf(0, address);
	return decoder.decode(bytes.subarray(address, end === -1 ? bytes.length : end));
}

const toBuffer = (bytes: Uint8Array): ArrayBuffer => bytes.slice().buffer as ArrayBuffer;
