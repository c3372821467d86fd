import { zstdCompressSync } from "node:zlib";
import { parquetWriteBuffer } from "hyparquet-writer";
import { type Shape, schemaOf, written } from "./columns.ts";

/** Rows as a Parquet file, compressed with Zstandard, as Security Lake wants it (User Guide, "Collecting data from custom sources"). */
export function parquetOf(rows: readonly object[], columns: Readonly<Record<string, Shape>>, createdBy: string): Uint8Array {
	const columnData = Object.entries(columns).map(([name, shape]) => ({
		name,
		data: rows.map((row) => written((row as Record<string, unknown>)[name], shape)),
	}));
	return new Uint8Array(
		parquetWriteBuffer({
			columnData,
			schema: schemaOf(columns),
			codec: "ZSTD",
			compressors: { ZSTD: (input) => zstdCompressSync(input) },
			rowGroupSize: rows.length,
			createdBy,
		}),
	);
}
