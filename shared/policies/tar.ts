/** A regular file of an archive. `name` has no leading `/` or `./`. */
export interface TarFile {
	readonly name: string;
	readonly data: Uint8Array;
}

const block = 512;
const text = new TextDecoder();

/**
 * The regular files of a tar archive (ustar, with the long names of pax and GNU). Every header's checksum is verified; `SyntaxError` says
 * what is wrong and where. Data are views, not copies.
 */
export function* readTar(archive: Uint8Array): Generator<TarFile> {
	let offset = 0;
	let longName: string | undefined;
	while (offset + block <= archive.length) {
		const header = archive.subarray(offset, offset + block);
		if (header.every((byte) => byte === 0)) return;
		if (!checksumHolds(header)) throw new SyntaxError(`the header at byte ${offset} is damaged`);
		const size = number(header, 124, 12);
		const data = archive.subarray(offset + block, offset + block + size);
		if (data.length < size) throw new SyntaxError(`it ends in the middle of the file whose header is at byte ${offset}`);
		offset += block + Math.ceil(size / block) * block;
		const type = String.fromCharCode(header[156] ?? 0);
		if (type === "x") longName = paxPath(data) ?? longName;
		else if (type === "L") longName = field(data, 0, data.length);
		else if (type !== "g") {
			if (type === "0" || type === "\0") yield { name: (longName ?? shortName(header)).replace(/^(\.?\/)+/, ""), data };
			longName = undefined;
		}
	}
	if (offset === 0) throw new SyntaxError("it is too short");
}

function checksumHolds(header: Uint8Array): boolean {
	const sum = header.reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 32 : byte), 0);
	return sum === Number.parseInt(field(header, 148, 8), 8);
}

function number(header: Uint8Array, start: number, length: number): number {
	const digits = field(header, start, length).trim();
	if (!/^[0-7]+$/.test(digits)) throw new SyntaxError(`"${digits}" is no octal number`);
	return Number.parseInt(digits, 8);
}

/** A text that ends at the first zero. */
function field(bytes: Uint8Array, start: number, length: number): string {
	const whole = bytes.subarray(start, start + length);
	const end = whole.indexOf(0);
	return text.decode(end === -1 ? whole : whole.subarray(0, end));
}

function shortName(header: Uint8Array): string {
	const prefix = field(header, 257, 5) === "ustar" ? field(header, 345, 155) : "";
	const name = field(header, 0, 100);
	return prefix ? `${prefix}/${name}` : name;
}

/** The path of a pax header, whose records are `<length> <key>=<value>\n`. */
const paxPath = (data: Uint8Array): string | undefined => /(?:^|\n)\d+ path=([^\n]*)\n/.exec(text.decode(data))?.[1];
