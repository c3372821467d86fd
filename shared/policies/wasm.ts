/** The ABI of OPA's modules that can be run: 1.2 and later minor versions. */
const abi = { major: 1, minor: 2 };

const text = new TextDecoder();

/** Whether this is a module that `opa build -t wasm` made and that can be run; `SyntaxError` says why not. Nothing of it is run. */
export function checkModule(wasm: Uint8Array): void {
	let module: WebAssembly.Module;
	try {
		module = new WebAssembly.Module(wasm as Uint8Array<ArrayBuffer>);
	} catch (error) {
		throw new SyntaxError(`it is not WebAssembly: ${(error as Error).message}`);
	}
	const exported = new Set(WebAssembly.Module.exports(module).map(({ name }) => name));
	if (!exported.has("opa_wasm_abi_version")) throw new SyntaxError("opa did not make it: it names no ABI version");
	const major = globalValue(wasm, "opa_wasm_abi_version");
	const minor = globalValue(wasm, "opa_wasm_abi_minor_version");
	if (major !== abi.major || minor === undefined || minor < abi.minor)
		throw new SyntaxError(`its ABI is ${major ?? "?"}.${minor ?? "?"}, and ${abi.major}.${abi.minor} and later 1.x are known`);
}

/** The value of an exported constant, read from the bytes: to ask an instance would be to run the module's start function. */
function globalValue(wasm: Uint8Array, name: string): number | undefined {
	const reader = { wasm, at: 8 };
	let globals: (number | undefined)[] = [];
	while (reader.at < wasm.length) {
		const section = wasm[reader.at++];
		const size = unsigned(reader);
		const end = reader.at + size;
		if (section === 6) globals = Array.from({ length: unsigned(reader) }, () => constant(reader));
		if (section === 7) {
			for (let left = unsigned(reader); left > 0; left--) {
				const length = unsigned(reader);
				const found = text.decode(wasm.subarray(reader.at, reader.at + length));
				reader.at += length;
				const kind = wasm[reader.at++];
				const index = unsigned(reader);
				if (kind === 3 && found === name) return globals[index];
			}
		}
		reader.at = end;
	}
	return undefined;
}

interface Reader {
	readonly wasm: Uint8Array;
	at: number;
}

/** A number as WebAssembly writes it (LEB128). */
function unsigned(reader: Reader): number {
	let value = 0;
	for (let shift = 0; shift < 35; shift += 7) {
		const byte = reader.wasm[reader.at++] ?? 0;
		value += (byte & 0x7f) * 2 ** shift;
		if (byte < 0x80) break;
	}
	return value;
}

/** A global's first value when it is a small `i32.const`; undefined for others. Moves past the global. */
function constant(reader: Reader): number | undefined {
	reader.at += 2;
	const isInteger = reader.wasm[reader.at] === 0x41;
	const start = ++reader.at;
	const value = unsigned(reader);
	const single = reader.at === start + 1;
	// The operand may be longer than what was read; 0x0b ends the expression, and can be no last byte of an operand that goes on.
	while (reader.at < reader.wasm.length && reader.wasm[reader.at] !== 0x0b) reader.at++;
	reader.at++;
	return isInteger && single && value < 64 ? value : undefined;
}
