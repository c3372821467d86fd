import packageFile from "../../package.json" with { type: "json" };

/** Parapet's version. */
export const version: string = packageFile.version;

/** What snapshots and reports name as their maker. */
export const generator = `parapet ${version}`;
