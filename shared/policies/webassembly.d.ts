/** What is used of WebAssembly: TypeScript declares it only for browsers. */
declare namespace WebAssembly {
	class Module {
		constructor(bytes: Uint8Array<ArrayBuffer>);
		static exports(module: Module): { readonly name: string }[];
	}
	class Instance {
		constructor(module: Module, imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>);
		readonly exports: Readonly<Record<string, unknown>>;
	}
	class Memory {
		constructor(descriptor: { readonly initial: number; readonly maximum: number });
		readonly buffer: ArrayBuffer;
	}
	interface Global {
		readonly value: number;
	}
	class RuntimeError extends Error {}
}
