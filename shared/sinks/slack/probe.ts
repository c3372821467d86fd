import { type Http, type HttpResponse, NoAnswer } from "../http.ts";

/** A bot and its channel, to be looked at without posting. */
export interface ProbedBot {
	readonly token: string;
	readonly channel: string;
	/** Default: https://slack.com/api. */
	readonly api?: string | undefined;
}

/** What Slack says of a bot. Nothing in it is secret. */
export type SlackProbe =
	/** `error`: Slack's own word, or that there was no answer. */
	| { readonly step: "token"; readonly error: string }
	| {
			readonly step: "channel";
			readonly team: string;
			readonly user: string;
			/** Rights of the token, when Slack tells. */
			readonly scopes?: readonly string[];
			/** Why the channel's history could not be read, in the way in which sent messages are looked for. */
			readonly error?: string;
	  };

const timeout = 10_000;

/** Asks Slack who the bot is and reads the newest message of its channel, as is done when it is not known whether a message arrived. */
export async function probeSlack({ token, channel, api = "https://slack.com/api" }: ProbedBot, http: Http): Promise<SlackProbe> {
	const headers = { authorization: `Bearer ${token}` };
	const call = async (method: string, query = ""): Promise<{ response?: HttpResponse; answer: Answer }> => {
		try {
			const response = await http({ url: `${api}/${method}${query}`, headers, timeout });
			return { response, answer: parse(response) };
		} catch (error) {
			if (error instanceof NoAnswer) return { answer: { error: error.message } };
			throw error;
		}
	};
	const { response, answer } = await call("auth.test");
	if (!answer.ok) return { step: "token", error: wordOf(answer) };
	const scopes = [response?.headers["x-oauth-scopes"]].flat()[0];
	const known = {
		step: "channel",
		team: answer.team ?? "",
		user: answer.user ?? "",
		...(scopes === undefined ? {} : { scopes: scopes.split(",").map((scope) => scope.trim()) }),
	} as const;
	if (channel.startsWith("#")) return known;
	const { answer: history } = await call("conversations.history", `?${new URLSearchParams({ channel, limit: "1" })}`);
	return history.ok ? known : { ...known, error: wordOf(history) };
}

interface Answer {
	readonly ok?: boolean;
	readonly error?: string;
	readonly team?: string;
	readonly user?: string;
}

function parse({ status, body }: HttpResponse): Answer {
	try {
		const answer: unknown = JSON.parse(body);
		if (typeof answer === "object" && answer !== null) {
			const { ok, error, team, user } = answer as Record<string, unknown>;
			const text = (value: unknown) => (typeof value === "string" ? value.slice(0, 100) : undefined);
			return { ok: ok === true, ...definedOnly({ error: text(error), team: text(team), user: text(user) }) };
		}
	} catch {
		// Said below.
	}
	return { error: `an answer that is none (status ${status})` };
}

const definedOnly = (values: Readonly<Record<string, string | undefined>>): Record<string, string> =>
	Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined));

const wordOf = ({ error }: Answer): string => error ?? "no reason";
