import type { EstateConnection } from "../../core/estate/types.ts";
import { clip } from "../columns.ts";
import { type Grade, gradeOf, grades, serviceName, worstFirst } from "../connections.ts";
import { counted, printable } from "../text.ts";
import { escapeHtml } from "./escape.ts";

/** Edges that are drawn at most; the table has all. */
export const drawnEdges = 24;

/** What the ways of drawing mean, in words. */
export const gradeWords: Readonly<Record<Grade, string>> = {
	plaintext: "no TLS",
	weak: "password, or server not verified",
	unknown: "not known",
	strong: "TLS with IAM or certificate",
	local: "within the server's own host",
};

/** One line of the drawing: all connections of one service to one database that are drawn alike. */
interface Edge {
	readonly service: string;
	readonly target: Target;
	readonly grade: Grade;
	readonly why: string;
	readonly users: Set<string>;
	sessions: number;
}

interface Target {
	readonly key: string;
	readonly database: string | undefined;
	readonly server: string;
}

const [width, rowHeight, targetHeight, top] = [1100, 26, 46, 14];
/** Where names, words, lines and databases begin, and how many characters of a fixed width fit. */
const [serviceX, wordsX, lineX, lineEnd, targetX] = [4, 276, 606, 800, 812] as const;
const [serviceRoom, wordsRoom, targetRoom] = [36, 44, 39] as const;

/**
 * The graph of services and databases as an SVG without script: one row a service and way in, a line from it to its database. Words and the
 * pattern of the line say what its colour says. Empty when there are no connections.
 */
export function graph(connections: readonly EstateConnection[], title: string): string {
	const edges = edgesOf(worstFirst(connections));
	if (edges.length === 0) return "";
	const drawn = rowsOf(edges.slice(0, drawnEdges));
	const targets = targetsOf(drawn);
	const height = top * 2 + Math.max(drawn.length * rowHeight, targets.length * targetHeight);
	const rowY = (index: number) => spread(index, drawn.length, height);
	const targetY = new Map(targets.map(({ key }, index) => [key, spread(index, targets.length, height)]));
	const rest = edges.slice(drawnEdges).reduce((sum, { users }) => sum + users.size, 0);
	const more =
		rest > 0 ? `<p class="hint more-edges">The worst ${drawn.length} are drawn; ${rest} more ${rest === 1 ? "is" : "are"} not.</p>` : "";
	const lines = drawn.map((edge, index) => line(edge, rowY(index), targetY.get(edge.target.key) ?? 0)).join("");
	const rows = drawn.map((edge, index) => row(edge, rowY(index), drawn[index - 1]?.service !== edge.service)).join("");
	const boxes = targets.map((target) => box(target, targetY.get(target.key) ?? 0)).join("");
	return `<div class="scroll graph" tabindex="0" role="region" aria-label="${escapeHtml(title)}"><svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(`${title}: ${counted(drawn.length, "line")} to ${counted(targets.length, "database")}; the table below says the same`)}">${lines}${rows}${boxes}</svg></div>${more}\n`;
}

/** Connections that differ in user or session only are one line. */
function edgesOf(connections: readonly EstateConnection[]): Edge[] {
	const edges = new Map<string, Edge>();
	for (const connection of connections) {
		const { database, serverName, sessions, arn } = connection;
		const { grade, why } = gradeOf(connection);
		const service = serviceName(connection);
		const target = { key: JSON.stringify([serverName, database]), database, server: serverOf(serverName, database) };
		const key = JSON.stringify([service, target.key, why]);
		const edge = edges.get(key) ?? { service, target, grade, why, users: new Set<string>(), sessions: 0 };
		edges.set(key, edge);
		edge.users.add(arn);
		edge.sessions += sessions;
	}
	return [...edges.values()];
}

/** A server's name ends in the database that was scanned, which need not be the one that is connected to. */
const serverOf = (name: string, database: string | undefined): string =>
	database !== undefined && name.endsWith(`/${database}`) ? name.slice(0, -database.length - 1) : name;

/** The lines of one service together; services by their worst line, and of the same sort by database, so that few lines cross. */
function rowsOf(edges: readonly Edge[]): Edge[] {
	const order = new Map([...new Set(edges.map(({ target }) => target.key))].map((key, index) => [key, index]));
	const services = [...Map.groupBy(edges, ({ service }) => service).values()].map((group) => ({
		group,
		grade: Math.min(...group.map(({ grade }) => grades.indexOf(grade))),
		target: group.reduce((sum, { target }) => sum + (order.get(target.key) ?? 0), 0) / group.length,
	}));
	return services.sort((a, b) => a.grade - b.grade || a.target - b.target).flatMap(({ group }) => group);
}

/** Databases in the order of the rows that lead to them, so that few lines cross. */
function targetsOf(rows: readonly Edge[]): Target[] {
	const places = new Map<string, { target: Target; sum: number; count: number }>();
	for (const [index, { target }] of rows.entries()) {
		const place = places.get(target.key) ?? { target, sum: 0, count: 0 };
		places.set(target.key, place);
		place.sum += index;
		place.count++;
	}
	return [...places.values()].sort((a, b) => a.sum / a.count - b.sum / b.count).map(({ target }) => target);
}

const spread = (index: number, count: number, height: number): number => Math.round(top + ((index + 0.5) * (height - 2 * top)) / count);

const short = (text: string, room: number): string => escapeHtml(clip(printable(text), room));

const line = ({ grade }: Edge, y: number, end: number): string => {
	const middle = (lineX + lineEnd) / 2;
	return `<path class="e-${grade}" d="M${lineX} ${y}C${middle} ${y} ${middle} ${end} ${lineEnd} ${end}"/>`;
};

function row({ service, grade, why, users, sessions, target }: Edge, y: number, first: boolean): string {
	const name = first ? `<text x="${serviceX}" y="${y}">${short(service, serviceRoom)}</text>` : "";
	const words = `${why} · ${sessions}`;
	const about = `${service} to ${target.database ?? target.server}: ${why}, ${counted(sessions, "session")}${users.size > 1 ? ` in ${users.size} connections` : ""}`;
	return `<g><title>${escapeHtml(clip(printable(about), 400))}</title>${name}<text class="g-${grade}" x="${wordsX}" y="${y}">${short(words, wordsRoom)}</text></g>`;
}

function box({ database, server }: Target, y: number): string {
	const about = database === undefined ? server : `${database} on ${server}`;
	const name = database === undefined ? "" : `<text x="${targetX}" y="${y - 8}">${short(database, targetRoom)}</text>`;
	const at = `<text class="soft" x="${targetX}" y="${database === undefined ? y : y + 8}">${short(server, targetRoom)}</text>`;
	return `<g><title>${escapeHtml(clip(printable(about), 400))}</title><circle cx="${lineEnd + 4}" cy="${y}" r="4"/>${name}${at}</g>`;
}
