import type { Answers, Effect } from "./effects.ts";
import type { Perform } from "./machine.ts";
import type { RotationParts } from "./ports.ts";

/** Does what effects ask for, for one secret. */
export function performWith({ secrets, directory, engines, now }: RotationParts, secret: string): Perform {
	const perform = async (effect: Effect): Promise<Answers[Effect["kind"]]> => {
		switch (effect.kind) {
			case "describe":
				return secrets.describe(effect.secret);
			case "read":
				return secrets.read(effect.secret, effect);
			case "generate":
				return secrets.generate();
			case "put":
				return secrets.put(secret, effect.token, effect.value);
			case "label":
				return secrets.label(secret, effect);
			case "locate":
				return directory.locate(effect.secret);
			case "prove":
				return directory.prove(effect.superuser, effect.superuserSecret, effect.secret, effect.destination);
			case "login":
				return engines[effect.as.engine].login(effect.destination, effect.as);
			case "probe":
				return engines[effect.as.engine].probe(effect.destination, effect.as);
			case "setPassword":
				return engines[effect.as.engine].setPassword(effect);
			case "setAlternate":
				return engines[effect.as.engine].setAlternate(effect);
			case "now":
				return now();
		}
	};
	return perform as Perform;
}
