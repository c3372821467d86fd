import { inertJson, printable } from "../text.ts";

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text for HTML content and quoted attributes; what could reorder a line (bidirectional overrides) becomes visible. */
export const escapeHtml = (text: string): string => printable(text).replace(/[&<>"']/g, (character) => entities[character] ?? "");

/** JSON for a script element: nothing in it can end the element or start a comment. */
export const scriptJson = (value: unknown): string =>
	inertJson(value).replace(/[<>]/g, (character) => (character === "<" ? "\\u003c" : "\\u003e"));
