export declare const strangeTexts: readonly string[];
export declare const poison: readonly string[];
