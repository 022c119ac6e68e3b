import { en, PalaverProvider, zh } from '@palaver/react';
import type { Client } from '@palaver/sdk';
import { StrictMode } from 'react';
import { Shop } from './Shop.js';

/** What the server tells the page; it stands in the document, so that the browser begins with the same. */
export interface PageData {
  readonly chat: string;
  readonly customer?: string;
  readonly language: 'en' | 'zh';
}

/** The whole document. Server and browser render it from the same data. */
export function Page({ data, client }: { data: PageData; client: Client }) {
  return (
    <html lang={data.language} data-page={JSON.stringify(data)}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Shop</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/client.css" />
      </head>
      <body>
        <StrictMode>
          <PalaverProvider client={client} texts={data.language === 'zh' ? zh : en}>
            <Shop customer={data.customer} />
          </PalaverProvider>
        </StrictMode>
      </body>
    </html>
  );
}
