/** Flag of a pair whose two conversations part before their last turn. */
export const HISTORIES_PART = "histories part";
/** Flag of a pair of which a response has no text. */
export const EMPTY_RESPONSE = "empty response";
/** Flag of a pair in which one speaker has two turns in a row. */
export const TURNS_REPEAT = "two turns of one speaker";
/** Flag of a row that holds one response; the other is empty until there is one. */
export const ONE_RESPONSE = "one response";
/** Flag of a battle whose texts were never published. */
export const NO_TEXTS = "texts not published";
