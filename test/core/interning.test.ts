import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { intern, restore } from "../../shared/core/interning.ts";

const wide = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`parameter_${index}`, { value: `${index}` }]));

describe("interning", () => {
	it("writes a shared object once, and gives it back as one object", () => {
		const { shared, value } = intern([{ parameters: wide }, { parameters: wide }]);
		expect(shared).toEqual([wide]);
		expect(value).toEqual([{ parameters: { $shared: 0 } }, { parameters: { $shared: 0 } }]);
		const [first, second] = restore({ shared, value }) as { parameters: object }[];
		expect(first?.parameters).toEqual(wide);
		expect(second?.parameters).toBe(first?.parameters);
	});

	it("leaves small shared objects where they are", () => {
		const small = { a: 1 };
		expect(intern([small, small])).toEqual({ shared: [], value: [small, small] });
	});

	it("is undone by restore, for any data with sharing, through JSON", () => {
		const data = fc
			.tuple(fc.jsonValue(), fc.array(fc.jsonValue(), { minLength: 10, maxLength: 12 }))
			.map(([a, b]) => ({ a, list: [b, b, { deep: b }] }));
		fc.assert(
			fc.property(data, (input) => {
				const text = JSON.stringify(intern(input));
				expect(restore(JSON.parse(text))).toEqual(JSON.parse(JSON.stringify(input)));
			}),
		);
	});

	it("refuses a reference that points nowhere or forward", () => {
		expect(() => restore({ shared: [], value: { $shared: 0 } })).toThrow(RangeError);
		expect(() => restore({ shared: [{ $shared: 1 }, {}], value: null })).toThrow(RangeError);
		expect(() => restore({ shared: [], value: { $shared: "x" } })).toThrow(RangeError);
	});
});
