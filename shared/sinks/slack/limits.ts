/**
 * Slack's limits on a message: https://docs.slack.dev/reference/block-kit/blocks and https://docs.slack.dev/reference/methods/chat.postMessage. That
 * all blocks together may have some 13,200 characters is not documented: https://github.com/slackapi/bolt-js/issues/2509.
 */
export const slackLimits = {
	blocks: 50,
	sectionText: 3000,
	headerText: 150,
	fields: 10,
	fieldText: 2000,
	contextElements: 10,
	fallbackText: 4000,
	allBlocks: 12_000,
} as const;
