export declare function findChromium(env?: Record<string, string | undefined>): string | undefined;
export declare const chromiumArgs: string[];
export declare function chromiumLaunchOptions(): { executablePath: string; args: string[]; headless: boolean };
